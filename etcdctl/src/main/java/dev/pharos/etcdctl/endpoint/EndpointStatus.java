package dev.pharos.etcdctl.endpoint;

import dev.pharos.client.Client;
import dev.pharos.client.data.CallFailure;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.output.EndpointAnswer;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.ErrorText;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.wire.proto.etcdserverpb.StatusRequest;
import dev.pharos.wire.proto.etcdserverpb.StatusResponse;
import java.util.ArrayList;
import java.util.List;

/** Shows version, size, leader and progress of the endpoints. */
public final class EndpointStatus implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "endpoint status",
                "",
                "Shows version, size, leader and progress of the endpoints in --endpoints",
                Endpoints.CLUSTER);
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        invocation.format();
        StatusRequest request = StatusRequest.getDefaultInstance();
        List<EndpointAnswer<StatusResponse>> answers = new ArrayList<>();
        boolean failed = false;
        for (String endpoint : Endpoints.asked(invocation)) {
            try (Client client = Endpoints.at(invocation, endpoint)) {
                answers.add(new EndpointAnswer<>(
                        endpoint, Invocation.answerOf(client.maintenance().status(request, invocation.timeout()))));
            } catch (CallFailure failure) {
                failed = true;
                String why = ErrorText.of(failure);
                invocation.complain("Failed to get the status of endpoint " + endpoint + " (" + why + ")");
            }
        }
        invocation.format().statuses(answers);
        if (failed) {
            throw Exit.silent(ExitCode.ERROR.number());
        }
    }
}
