package dev.pharos.kvstore.concurrency;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.concurrency.Line.Place;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.proto.etcdserverpb.TxnResponse;
import dev.pharos.wire.proto.mvccpb.Event;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import io.grpc.Status;
import io.grpc.SynchronizationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One contender on its way to the front of a line. All its steps run in turns, so its fields need no lock.
 *
 * <p>Whatever ends it before it is in front, its key is deleted.
 */
final class Attempt {
    /** Of a lease made for a caller that brought none (rule 11.2). */
    static final long TTL_SECONDS = 60;

    private final LocalStore store;
    private final Entry entry;
    private final CompletableFuture<Front> outcome = new CompletableFuture<>();
    private final SynchronizationContext turns = new SynchronizationContext((thread, bug) -> fail(bug));

    private boolean over;
    private @Nullable Place place;
    private final List<LocalStore.OpenWatch> watches = new ArrayList<>();
    /** How often it has looked; news of watches opened before the last look is old. */
    private int looks;

    /** Whether the value of a key that is there already is replaced. */
    enum OldValue {
        KEPT,
        REPLACED
    }

    /** What is put in line; lease 0 for one that is made for it and that nobody renews. */
    record Entry(Line line, long lease, ByteString value, OldValue oldValue) {}

    /**
     * In front.
     *
     * @param entered the header of the entrance
     * @param seen the header of the answer that showed it in front
     */
    record Front(Place place, long lease, ResponseHeader entered, ResponseHeader seen) {}

    private record Entrance(long lease, ResponseHeader header) {}

    private Attempt(LocalStore store, Entry entry) {
        this.store = store;
        this.entry = entry;
    }

    static Pending<Front> start(LocalStore store, Entry entry) {
        Attempt attempt = new Attempt(store, entry);
        attempt.turns.execute(attempt::takeLease);
        return new Pending<>(attempt.outcome, attempt::cancel);
    }

    private void cancel() {
        turns.execute(() -> fail(EtcdError.CONTEXT_CANCELED.toException()));
    }

    private void takeLease() {
        if (entry.lease() != 0) {
            enter(entry.lease());
        } else {
            then(store.grantLease(TTL_SECONDS), granted -> enter(granted.getID()));
        }
    }

    private void enter(long lease) {
        ByteString key = entry.line().keyOf(lease);
        store.txn(entry.line().enter(key, entry.value(), lease))
                .whenComplete((answer, failure) -> turns.execute(() -> {
                    if (failure != null) {
                        fail(failure);
                    } else {
                        entered(new Entrance(lease, answer.getHeader()), key, answer);
                    }
                }));
    }

    private void entered(Entrance entrance, ByteString key, TxnResponse answer) {
        KeyValue old = answer.getSucceeded()
                ? KeyValue.getDefaultInstance()
                : answer.getResponses(0).getResponseRange().getKvs(0);
        Place mine = new Place(key, answer.getSucceeded() ? answer.getHeader().getRevision() : old.getCreateRevision());
        if (over) {
            if (answer.getSucceeded()) {
                leave(mine);
            }
            return;
        }
        place = mine;
        List<KeyValue> first = answer.getResponses(1).getResponseRange().getKvsList();
        boolean inFront = first.isEmpty() || first.get(0).getCreateRevision() == mine.createRevision();
        Runnable next = inFront
                ? () -> succeed(new Front(mine, entrance.lease(), entrance.header(), entrance.header()))
                : () -> look(entrance, mine);
        boolean replaces = !answer.getSucceeded()
                && entry.oldValue() == OldValue.REPLACED
                && !old.getValue().equals(entry.value());
        if (replaces) {
            replaceValue(mine, entrance.lease(), next);
        } else {
            next.run();
        }
    }

    private void replaceValue(Place mine, long lease, Runnable next) {
        then(store.txn(mine.proclaim(entry.value(), lease)), answer -> {
            if (answer.getSucceeded()) {
                next.run();
            } else {
                fail(new Refusal(EtcdError.ELECTION_NOT_LEADER));
            }
        });
    }

    private void look(Entrance entrance, Place mine) {
        looks++;
        then(store.txn(entry.line().look(mine)), answer -> {
            List<KeyValue> older = answer.getResponses(0).getResponseRange().getKvsList();
            List<KeyValue> own = answer.getResponses(1).getResponseRange().getKvsList();
            if (own.isEmpty() || own.get(0).getCreateRevision() != mine.createRevision()) {
                fail(new Refusal(EtcdError.LOCK_SESSION_EXPIRED));
            } else if (older.isEmpty()) {
                succeed(new Front(mine, entrance.lease(), entrance.header(), answer.getHeader()));
            } else {
                long next = answer.getHeader().getRevision() + 1;
                Runnable again = () -> look(entrance, mine);
                watch(older.get(0).getKey(), next, again);
                watch(mine.key(), next, again);
            }
        });
    }

    private void watch(ByteString key, long fromRevision, Runnable again) {
        KeyRange range = KeyRange.single(Bytes.fromByteString(key));
        watches.add(store.watch(range, fromRevision, new DeleteWatcher(looks, again)));
    }

    /** Has everything looked at again when a key is deleted, or when it is no longer known whether it was. */
    private final class DeleteWatcher implements LocalStore.Watcher {
        private final int opened;
        private final Runnable again;

        DeleteWatcher(int opened, Runnable again) {
            this.opened = opened;
            this.again = again;
        }

        @Override
        public void onEvents(List<Event> events) {
            if (events.stream().anyMatch(event -> event.getType() == Event.EventType.DELETE)) {
                turns.execute(this::lookAgain);
            }
        }

        @Override
        public void onCanceled(long compactRevision, String reason) {
            turns.execute(() -> {
                if (compactRevision > 0) {
                    lookAgain();
                } else if (opened == looks) {
                    fail(Status.UNKNOWN.withDescription(reason).asRuntimeException());
                }
            });
        }

        private void lookAgain() {
            if (!over && opened == looks) {
                closeWatches();
                again.run();
            }
        }
    }

    private void closeWatches() {
        watches.forEach(LocalStore.OpenWatch::close);
        watches.clear();
    }

    private void succeed(Front front) {
        over = true;
        outcome.complete(front);
    }

    private void fail(Throwable failure) {
        if (over) {
            return;
        }
        over = true;
        closeWatches();
        if (place == null) {
            outcome.completeExceptionally(failure);
        } else {
            leave(place).whenComplete((left, ignored) -> outcome.completeExceptionally(failure));
        }
    }

    /** If this fails, the key goes with its lease. */
    private CompletionStage<?> leave(Place mine) {
        try {
            return store.txn(mine.leave());
        } catch (RuntimeException closing) {
            return CompletableFuture.failedFuture(closing);
        }
    }

    private <R> void then(CompletionStage<R> stage, Consumer<R> next) {
        stage.whenComplete((answer, failure) -> turns.execute(() -> {
            if (over) {
                return;
            }
            if (failure != null) {
                fail(failure);
            } else {
                next.accept(answer);
            }
        }));
    }
}
