package dev.pharos.etcdctl.endpoint;

import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.wire.proto.etcdserverpb.AlarmMember;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest.AlarmAction;
import dev.pharos.wire.proto.etcdserverpb.AlarmResponse;

/** Ends alarms. */
public final class AlarmDisarm implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax("alarm disarm", "", "Ends all alarms");
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        if (!invocation.words().isEmpty()) {
            throw Exit.badArguments("alarm disarm command accepts no arguments");
        }
        AlarmResponse raised = ask(invocation, AlarmRequest.getDefaultInstance());
        AlarmResponse.Builder ended = AlarmResponse.newBuilder();
        for (AlarmMember alarm : raised.getAlarmsList()) {
            AlarmRequest request = AlarmRequest.newBuilder()
                    .setAction(AlarmAction.DEACTIVATE)
                    .setMemberID(alarm.getMemberID())
                    .setAlarm(alarm.getAlarm())
                    .build();
            ended.addAllAlarms(ask(invocation, request).getAlarmsList());
        }
        invocation.format().alarms(ended.build());
    }

    private static AlarmResponse ask(Invocation invocation, AlarmRequest request) throws InterruptedException {
        return invocation.await(invocation.client().maintenance().alarm(request, invocation.timeout()));
    }
}
