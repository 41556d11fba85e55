package dev.pharos.etcdctl.mirror;

import com.google.protobuf.ByteString;
import dev.pharos.client.Client;
import dev.pharos.client.data.CallFailure;
import dev.pharos.client.watch.Delivery;
import dev.pharos.client.watch.Watches;
import dev.pharos.etcdctl.key.Ranges;
import dev.pharos.etcdctl.key.Ranges.Keys;
import dev.pharos.etcdctl.line.Line;
import dev.pharos.etcdctl.run.ErrorText;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.run.ProgressLine;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.PutResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import dev.pharos.wire.proto.mvccpb.Event;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Copies a prefix: what is there, page by page at one revision, then what changes, each revision in one step. Runs
 * until something fails.
 */
final class Mirror {
    private static final int PAGE = 1_000;
    private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final ByteString ZERO = ByteString.copyFrom(new byte[1]);

    private final Invocation invocation;
    private final Client source;
    private final Client destination;
    private final Keys keys;
    private final int prefixLength;
    private final ByteString newPrefix;
    private final long maxTxnOps;
    private final ProgressLine progress;

    private long copied;
    private long reportedAt = System.nanoTime();

    Mirror(Invocation invocation, Client source, Client destination) {
        Line line = invocation.line();
        String prefix = line.text("prefix");
        String target =
                line.text("dest-prefix").isEmpty() && !line.is("no-dest-prefix") ? prefix : line.text("dest-prefix");
        this.invocation = invocation;
        this.source = source;
        this.destination = destination;
        this.keys = Ranges.prefix(prefix);
        this.prefixLength = prefix.length();
        this.newPrefix = ByteText.byteString(target);
        this.maxTxnOps = Math.max(1, line.number("max-txn-ops"));
        this.progress = new ProgressLine(invocation);
    }

    void run() throws InterruptedException {
        long start = invocation.line().number("rev") - 1;
        follow(start > 0 ? start : copyAll());
    }

    /** Returns the revision at which it was read. */
    private long copyAll() throws InterruptedException {
        RangeRequest first = range(keys.first()).setCountOnly(true).build();
        long revision = invocation
                .await(source.kv().range(first, invocation.patience()))
                .getHeader()
                .getRevision();
        ByteString from = keys.first();
        boolean more = true;
        while (more) {
            RangeRequest request =
                    range(from).setLimit(PAGE).setRevision(revision).build();
            RangeResponse page = invocation.await(source.kv().range(request, invocation.patience()));
            copy(page);
            more = page.getMore();
            if (more) {
                from = page.getKvs(page.getKvsCount() - 1).getKey().concat(ZERO);
            }
        }
        return revision;
    }

    private RangeRequest.Builder range(ByteString from) {
        return RangeRequest.newBuilder().setKey(from).setRangeEnd(keys.end());
    }

    private void copy(RangeResponse page) throws InterruptedException {
        List<CompletableFuture<PutResponse>> puts = new ArrayList<>();
        for (KeyValue pair : page.getKvsList()) {
            puts.add(destination.kv().put(put(pair), invocation.patience()));
        }
        for (CompletableFuture<PutResponse> put : puts) {
            invocation.await(put);
            counted(1);
        }
    }

    private void counted(int more) {
        copied += more;
        progress.show(copied + " keys copied");
        report();
    }

    private void report() {
        if (System.nanoTime() - reportedAt >= REPORT_NANOS) {
            reportedAt += REPORT_NANOS;
            progress.clear();
            invocation.out().line(Long.toString(copied)).flush();
        }
    }

    private ByteString renamed(ByteString key) {
        return newPrefix.concat(key.substring(prefixLength));
    }

    private PutRequest put(KeyValue pair) {
        return PutRequest.newBuilder()
                .setKey(renamed(pair.getKey()))
                .setValue(pair.getValue())
                .build();
    }

    private void follow(long revision) throws InterruptedException {
        WatchCreateRequest request = WatchCreateRequest.newBuilder()
                .setKey(keys.first())
                .setRangeEnd(keys.end())
                .setStartRevision(revision + 1)
                .build();
        try (Watches watches = source.watches()) {
            watches.open(request);
            while (true) {
                Optional<Delivery> delivery = watches.next(1, TimeUnit.SECONDS);
                report();
                if (delivery.isPresent()) {
                    if (delivery.get().isEnd()) {
                        throw new Exit(ExitCode.ERROR, reason(delivery.get()));
                    }
                    repeat(delivery.get().response().orElseGet(WatchResponse::getDefaultInstance));
                }
            }
        }
    }

    private static String reason(Delivery end) {
        Optional<CallFailure> failure = end.failure();
        if (failure.isPresent()) {
            return ErrorText.of(failure.get());
        }
        return end.isCompacted()
                ? EtcdError.COMPACTED.message()
                : ByteText.ofUnicode(
                        end.response().map(WatchResponse::getCancelReason).orElse("the watch ended"));
    }

    private void repeat(WatchResponse response) throws InterruptedException {
        TxnRequest.Builder step = TxnRequest.newBuilder();
        long revision = 0;
        for (Event event : response.getEventsList()) {
            boolean isNext = revision != 0 && event.getKv().getModRevision() > revision;
            if (isNext || step.getSuccessCount() == maxTxnOps) {
                commit(step);
            }
            revision = event.getKv().getModRevision();
            step.addSuccess(operation(event));
        }
        commit(step);
    }

    private RequestOp operation(Event event) {
        return event.getType() == Event.EventType.DELETE
                ? RequestOp.newBuilder()
                        .setRequestDeleteRange(DeleteRangeRequest.newBuilder()
                                .setKey(renamed(event.getKv().getKey())))
                        .build()
                : RequestOp.newBuilder().setRequestPut(put(event.getKv())).build();
    }

    private void commit(TxnRequest.Builder step) throws InterruptedException {
        int changes = step.getSuccessCount();
        if (changes > 0) {
            invocation.await(destination.kv().txn(step.build(), invocation.patience()));
            step.clear();
            counted(changes);
        }
    }
}
