package dev.pharos.etcdctl.load;

import dev.pharos.client.Client;
import dev.pharos.client.data.Endpoint;
import dev.pharos.etcdctl.key.Ranges;
import dev.pharos.etcdctl.key.Ranges.Keys;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.text.GoQuotes;
import dev.pharos.wire.proto.etcdserverpb.CompactionRequest;
import dev.pharos.wire.proto.etcdserverpb.DefragmentRequest;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import java.util.function.UnaryOperator;

/** What a check may find and must not leave behind. */
final class Traces {
    private final Invocation invocation;
    private final Client client;
    private final Keys keys;

    Traces(Invocation invocation, Client client) {
        this.invocation = invocation;
        this.client = client;
        this.keys = Ranges.prefix(invocation.line().text("prefix"));
    }

    /**
     * Goes on only over nothing.
     *
     * @param remedy a command that is offered where there are keys
     * @throws Exit if there are keys, which may be somebody's
     */
    void expectNone(UnaryOperator<String> remedy) throws InterruptedException {
        RangeRequest request = RangeRequest.newBuilder()
                .setKey(keys.first())
                .setRangeEnd(keys.end())
                .setLimit(1)
                .build();
        if (invocation.await(client.kv().range(request, invocation.timeout())).getKvsCount() > 0) {
            String prefix = invocation.line().text("prefix");
            throw new Exit(
                    ExitCode.INVALID_INPUT,
                    "prefix " + GoQuotes.quote(prefix) + " has keys. Delete with "
                            + remedy.apply("etcdctl del --prefix " + prefix) + " first");
        }
    }

    void clear() throws InterruptedException {
        DeleteRangeRequest request = DeleteRangeRequest.newBuilder()
                .setKey(keys.first())
                .setRangeEnd(keys.end())
                .build();
        long revision = invocation
                .await(client.kv().delete(request, invocation.patience()))
                .getHeader()
                .getRevision();
        if (invocation.line().is("auto-compact")) {
            compact(revision);
        }
        if (invocation.line().is("auto-defrag")) {
            for (String endpoint : invocation.endpoints()) {
                defragment(endpoint);
            }
        }
    }

    private void compact(long revision) throws InterruptedException {
        invocation.out().line("Compacting with revision " + revision).flush();
        CompactionRequest request = CompactionRequest.newBuilder()
                .setRevision(revision)
                .setPhysical(true)
                .build();
        invocation.await(client.kv().compact(request, invocation.patience()));
        invocation.out().line("Compacted with revision " + revision).flush();
    }

    private void defragment(String endpoint) throws InterruptedException {
        invocation.out().line("Defragmenting " + GoQuotes.quote(endpoint)).flush();
        try (Client one = client.at(Endpoint.parse(endpoint))) {
            invocation.await(
                    one.maintenance().defragment(DefragmentRequest.getDefaultInstance(), invocation.patience()));
        }
        invocation.out().line("Defragmented " + GoQuotes.quote(endpoint)).flush();
    }
}
