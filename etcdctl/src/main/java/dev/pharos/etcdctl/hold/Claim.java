package dev.pharos.etcdctl.hold;

import com.google.protobuf.ByteString;
import dev.pharos.client.Client;
import dev.pharos.client.lease.LeaseAnswer;
import dev.pharos.client.lease.LeaseKeeper;
import dev.pharos.client.lease.LeaseListener;
import dev.pharos.client.watch.Delivery;
import dev.pharos.client.watch.Watches;
import dev.pharos.etcdctl.key.Ranges;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.Interrupts;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.etcdctl.text.Numerals;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.Compare;
import dev.pharos.wire.proto.etcdserverpb.Compare.CompareResult;
import dev.pharos.wire.proto.etcdserverpb.Compare.CompareTarget;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantResponse;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest.SortOrder;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest.SortTarget;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.proto.etcdserverpb.TxnResponse;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.mvccpb.Event;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A place in the queue of those who want one thing: a key under its name, bound to a lease that is kept alive. Whoever
 * has the oldest key has the thing. The keys are those that clients of etcd make, so that all of them stand in one
 * queue.
 */
final class Claim implements AutoCloseable {
    private static final long LOOK_MILLIS = 100;

    private final Invocation invocation;
    private final Client client;
    private final String prefix;
    private final String key;
    private final long lease;
    private final LeaseKeeper keeper;
    private final CountDownLatch loss = new CountDownLatch(1);

    /** At which the key was made; 0 before. */
    private long revision;

    private Claim(Invocation invocation, String name, LeaseGrantResponse granted) throws InterruptedException {
        this.invocation = invocation;
        this.client = invocation.client();
        this.lease = granted.getID();
        this.prefix = name + "/";
        this.key = prefix + Numerals.hex(lease);
        this.keeper = client.leases().keep(lease, Duration.ofSeconds(granted.getTTL()), new Losing(loss));
    }

    static Claim on(Invocation invocation, String name, long ttlSeconds) throws InterruptedException {
        LeaseGrantRequest request =
                LeaseGrantRequest.newBuilder().setTTL(ttlSeconds).build();
        return new Claim(
                invocation, name, invocation.await(invocation.client().leases().grant(request, invocation.patience())));
    }

    String key() {
        return key;
    }

    long revision() {
        return revision;
    }

    /** Whether the lease may be gone, and the key with it. */
    boolean isLost() {
        return loss.getCount() == 0;
    }

    /** Stands in the queue from now on. */
    void enter(String value) throws InterruptedException {
        ByteString bytes = ByteText.byteString(key);
        TxnRequest request = TxnRequest.newBuilder()
                .addCompare(Compare.newBuilder()
                        .setKey(bytes)
                        .setTarget(CompareTarget.CREATE)
                        .setResult(CompareResult.EQUAL)
                        .setCreateRevision(0))
                .addSuccess(RequestOp.newBuilder()
                        .setRequestPut(PutRequest.newBuilder()
                                .setKey(bytes)
                                .setValue(ByteText.byteString(value))
                                .setLease(lease)))
                .addFailure(RequestOp.newBuilder()
                        .setRequestRange(RangeRequest.newBuilder().setKey(bytes)))
                .build();
        TxnResponse answer = invocation.await(client.kv().txn(request, invocation.patience()));
        revision = answer.getSucceeded()
                ? answer.getHeader().getRevision()
                : answer.getResponses(0).getResponseRange().getKvs(0).getCreateRevision();
    }

    /**
     * Waits until nobody stands before it.
     *
     * @throws Exit if the program is to end, or the lease is lost; the place is given up then
     */
    void awaitTurn(Interrupts interrupts) throws InterruptedException {
        boolean reached = false;
        try {
            Optional<RangeResponse> before = last();
            while (before.isPresent()) {
                awaitDeletion(before.get(), interrupts);
                before = last();
            }
            if (isLost() || current().getKvsCount() == 0) {
                throw new Exit(ExitCode.ERROR, EtcdError.LOCK_SESSION_EXPIRED.message());
            }
            reached = true;
        } finally {
            if (!reached) {
                leave();
            }
        }
    }

    /** The place right before this one. */
    private Optional<RangeResponse> last() throws InterruptedException {
        RangeRequest request = RangeRequest.newBuilder()
                .setKey(ByteText.byteString(prefix))
                .setRangeEnd(Ranges.prefix(prefix).end())
                .setSortTarget(SortTarget.CREATE)
                .setSortOrder(SortOrder.DESCEND)
                .setLimit(1)
                .setMaxCreateRevision(revision - 1)
                .build();
        RangeResponse answer = invocation.await(client.kv().range(request, invocation.patience()));
        return answer.getKvsCount() == 0 ? Optional.empty() : Optional.of(answer);
    }

    private void awaitDeletion(RangeResponse before, Interrupts interrupts) throws InterruptedException {
        WatchCreateRequest request = WatchCreateRequest.newBuilder()
                .setKey(before.getKvs(0).getKey())
                .setStartRevision(before.getHeader().getRevision())
                .build();
        try (Watches watches = client.watches()) {
            watches.open(request);
            boolean isThere = true;
            while (isThere) {
                if (interrupts.isWished()) {
                    throw new Exit(ExitCode.ERROR, EtcdError.CONTEXT_CANCELED.message());
                }
                if (isLost()) {
                    throw new Exit(ExitCode.ERROR, EtcdError.LOCK_SESSION_EXPIRED.message());
                }
                Optional<Delivery> delivery = watches.next(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                // A watch that was cut off ends the wait too; the queue is looked at anew then.
                isThere = delivery.isEmpty() || !(delivery.get().isEnd() || isDeletion(delivery.get()));
            }
        }
    }

    private static boolean isDeletion(Delivery delivery) {
        return delivery.response().stream()
                .flatMap(response -> response.getEventsList().stream())
                .anyMatch(event -> event.getType() == Event.EventType.DELETE);
    }

    /** The key as it is now. */
    RangeResponse current() throws InterruptedException {
        RangeRequest request =
                RangeRequest.newBuilder().setKey(ByteText.byteString(key)).build();
        return invocation.await(client.kv().range(request, invocation.patience()));
    }

    /** Waits for the wish to end or the loss of the lease; tells whether it was the wish. */
    boolean hold(Interrupts interrupts) throws InterruptedException {
        while (!interrupts.isWished() && !isLost()) {
            loss.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        return interrupts.isWished();
    }

    /** Gives the place, or the thing, up; where nobody answers, the end of the lease will do that. */
    void leave() throws InterruptedException {
        DeleteRangeRequest request =
                DeleteRangeRequest.newBuilder().setKey(ByteText.byteString(key)).build();
        invocation.await(client.kv().delete(request, invocation.timeout()));
    }

    @Override
    public void close() {
        keeper.close();
    }

    private record Losing(CountDownLatch loss) implements LeaseListener {
        @Override
        public void onRenewed(LeaseAnswer answer) {
            // Nothing changes.
        }

        @Override
        public void onLost(LossReason reason) {
            loss.countDown();
        }
    }
}
