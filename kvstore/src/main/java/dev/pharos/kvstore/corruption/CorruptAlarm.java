package dev.pharos.kvstore.corruption;

import dev.pharos.kvstore.alarm.Alarm;
import dev.pharos.kvstore.alarm.Alarm.Kind;
import dev.pharos.kvstore.service.MemberParts;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest.AlarmAction;
import dev.pharos.wire.proto.etcdserverpb.AlarmType;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import java.util.concurrent.CompletionException;

/** Closes the cluster to writes. */
final class CorruptAlarm {
    private final MemberParts member;

    CorruptAlarm(MemberParts member) {
        this.member = member;
    }

    /**
     * Raises it, if it does not stand yet, and returns when it is raised.
     *
     * @param suspect whose data differs; 0 if that cannot be told
     * @throws CompletionException if it could not be raised now
     */
    void raise(long suspect) {
        if (member.applied().alarms().standing().contains(new Alarm(suspect, Kind.CORRUPT))) {
            return;
        }
        AlarmRequest alarm = AlarmRequest.newBuilder()
                .setMemberID(suspect)
                .setAction(AlarmAction.ACTIVATE)
                .setAlarm(AlarmType.CORRUPT)
                .build();
        member.proposer()
                .propose(InternalRaftRequest.newBuilder().setAlarm(alarm))
                .join();
    }
}
