package dev.pharos.etcdctl.endpoint;

import dev.pharos.client.Client;
import dev.pharos.client.data.CallFailure;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.output.Health;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.ErrorText;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.AlarmMember;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest;
import dev.pharos.wire.proto.etcdserverpb.AlarmResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells which endpoints can serve. */
public final class EndpointHealth implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "endpoint health", "", "Tells which of the endpoints in --endpoints can serve", Endpoints.CLUSTER);
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        invocation.format();
        List<Health> all = new ArrayList<>();
        for (String endpoint : Endpoints.asked(invocation)) {
            all.add(examine(invocation, endpoint));
        }
        boolean isSimple = invocation.format().name().equals("simple");
        invocation.format().health(all);
        for (Health health : all) {
            if (isSimple && health.error().isPresent()) {
                String why = health.error().get();
                invocation.complain(health.endpoint() + " is unhealthy: failed to commit proposal: " + why);
            }
        }
        if (!all.stream().allMatch(Health::isHealthy)) {
            throw new Exit(ExitCode.ERROR, "unhealthy cluster");
        }
    }

    private static Health examine(Invocation invocation, String endpoint) throws InterruptedException {
        try (Client client = Endpoints.at(invocation, endpoint)) {
            long start = System.nanoTime();
            Optional<String> error = readingFails(invocation, client);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            return new Health(endpoint, took, error.isPresent() ? error : alarm(invocation, client));
        }
    }

    /** Who is refused a key was served: the refusal went the same way as an answer. */
    private static Optional<String> readingFails(Invocation invocation, Client client) throws InterruptedException {
        RangeRequest request =
                RangeRequest.newBuilder().setKey(ByteText.byteString("health")).build();
        try {
            Invocation.answerOf(client.kv().range(request, invocation.timeout()));
            return Optional.empty();
        } catch (CallFailure failure) {
            return failure.is(EtcdError.PERMISSION_DENIED) ? Optional.empty() : Optional.of(ErrorText.of(failure));
        }
    }

    private static Optional<String> alarm(Invocation invocation, Client client) throws InterruptedException {
        try {
            AlarmResponse answer = Invocation.answerOf(
                    client.maintenance().alarm(AlarmRequest.getDefaultInstance(), invocation.timeout()));
            if (answer.getAlarmsCount() == 0) {
                return Optional.empty();
            }
            StringBuilder text = new StringBuilder("Active Alarm(s): ");
            for (AlarmMember alarm : answer.getAlarmsList()) {
                text.append(alarm.getAlarm().name()).append(' ');
            }
            return Optional.of(text.toString());
        } catch (CallFailure failure) {
            return Optional.of("Unable to fetch the alarm list");
        }
    }
}
