package dev.pharos.etcdctl.endpoint;

import dev.pharos.client.Client;
import dev.pharos.client.data.CallFailure;
import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.output.EndpointAnswer;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.ErrorText;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.wire.proto.etcdserverpb.HashKVRequest;
import dev.pharos.wire.proto.etcdserverpb.HashKVResponse;
import java.util.ArrayList;
import java.util.List;

/** Shows a hash of all keys for each endpoint. */
public final class EndpointHashKv implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "endpoint hashkv",
                "",
                "Shows a hash of all keys for each endpoint in --endpoints",
                Endpoints.CLUSTER,
                Flag.number("rev", "0", "as of this revision; 0 for now"));
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        invocation.format();
        HashKVRequest request = HashKVRequest.newBuilder()
                .setRevision(invocation.line().number("rev"))
                .build();
        List<EndpointAnswer<HashKVResponse>> answers = new ArrayList<>();
        String failed = "";
        for (String endpoint : Endpoints.asked(invocation)) {
            try (Client client = Endpoints.at(invocation, endpoint)) {
                answers.add(new EndpointAnswer<>(
                        endpoint, Invocation.answerOf(client.maintenance().hashKv(request, invocation.timeout()))));
            } catch (CallFailure failure) {
                failed = ErrorText.of(failure);
                invocation.complain("Failed to get the hash of endpoint " + endpoint + " (" + failed + ")");
            }
        }
        invocation.format().hashes(answers);
        if (!failed.isEmpty()) {
            throw new Exit(ExitCode.ERROR, failed);
        }
    }
}
