package dev.pharos.kvstore.chaos;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.ByteString;
import dev.pharos.kvstore.chaos.Seen.Effect;
import dev.pharos.testkit.history.History;
import dev.pharos.testkit.history.HistoryRecorder;
import dev.pharos.testkit.history.Invocation;
import dev.pharos.testkit.linearizability.models.MapInput;
import dev.pharos.testkit.linearizability.models.MapInput.CompareAndSet;
import dev.pharos.testkit.linearizability.models.MapInput.Delete;
import dev.pharos.testkit.linearizability.models.MapInput.Get;
import dev.pharos.testkit.linearizability.models.MapInput.Put;
import dev.pharos.testkit.linearizability.models.MapOutput.Done;
import dev.pharos.testkit.linearizability.models.MapOutput.Observed;
import dev.pharos.wire.proto.etcdserverpb.Compare;
import dev.pharos.wire.proto.etcdserverpb.Compare.CompareResult;
import dev.pharos.wire.proto.etcdserverpb.Compare.CompareTarget;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeResponse;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.PutResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.proto.etcdserverpb.TxnResponse;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Puts, deletes, compares-and-sets and reads keys until nobody serves it or all is over, and writes down what it
 * asked and heard. Runs on a thread of its own; {@link #history} is for when that has ended.
 */
final class Client implements Runnable {
    private static final int MOST_OPERATIONS = 500_000;

    /** What a client does, in shares of a hundred; the rest are reads. */
    record Habit(int puts, int swaps, int deletes, int depth, int valueBytes) {}

    private final int id;
    private final Door door;
    private final Ledger ledger;
    private final Progress progress;
    private final Habit habit;
    private final Supplier<String> keys;
    private final SplittableRandom random;
    private final HistoryRecorder<MapInput<String, String>, Seen> recorder =
            new HistoryRecorder<>(System::nanoTime, MOST_OPERATIONS);
    private final LinkedBlockingQueue<Runnable> answers = new LinkedBlockingQueue<>();
    private final Map<String, String> lastSeen = new HashMap<>();
    private int pending;
    private int sequence;
    private boolean isOver;

    Client(int id, Door door, Ledger ledger, Progress progress, Task task) {
        this.id = id;
        this.door = door;
        this.ledger = ledger;
        this.progress = progress;
        this.habit = task.habit();
        this.keys = task.keys();
        this.random = task.random();
    }

    /** What it does, and where. */
    record Task(Habit habit, Supplier<String> keys, SplittableRandom random) {}

    @Override
    public void run() {
        try {
            while (!progress.isOver() && !isOver) {
                while (pending < habit.depth()) {
                    ask();
                }
                answers.take().run();
            }
            while (pending > 0) {
                answers.take().run();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    History<MapInput<String, String>, Seen> history() {
        return recorder.history();
    }

    private void ask() {
        String key = keys.get();
        int dice = random.nextInt(100);
        if (dice < habit.puts()) {
            put(key, newValue());
        } else if (dice < habit.puts() + habit.swaps()) {
            swap(key, Optional.ofNullable(lastSeen.get(key)), newValue());
        } else if (dice < habit.puts() + habit.swaps() + habit.deletes()) {
            delete(key);
        } else {
            read(key);
        }
    }

    private String newValue() {
        String value = id + "." + sequence++ + ".";
        return value + "x".repeat(Math.max(0, habit.valueBytes() - value.length()));
    }

    private void put(String key, String value) {
        ledger.sending(key, value);
        PutRequest request = PutRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(key))
                .setValue(ByteString.copyFromUtf8(value))
                .build();
        send(new Put<>(key, value), () -> door.connection().kvLater().put(request), this::answered);
    }

    private Seen answered(PutResponse answer) {
        return new Seen(new Done<>(), answer.getHeader().getRevision(), Effect.CHANGED);
    }

    private void delete(String key) {
        ledger.deleting(key);
        DeleteRangeRequest request = DeleteRangeRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(key))
                .setPrevKv(true)
                .build();
        send(new Delete<>(key), () -> door.connection().kvLater().deleteRange(request), this::answered);
    }

    private Seen answered(DeleteRangeResponse answer) {
        return new Seen(
                observed(answer.getPrevKvsList()),
                answer.getHeader().getRevision(),
                answer.getDeleted() > 0 ? Effect.CHANGED : Effect.ONLY_READ);
    }

    private void read(String key) {
        RangeRequest request =
                RangeRequest.newBuilder().setKey(ByteString.copyFromUtf8(key)).build();
        send(new Get<>(key), () -> door.connection().kvLater().range(request), this::answered);
    }

    private Seen answered(RangeResponse answer) {
        return new Seen(observed(answer.getKvsList()), answer.getHeader().getRevision(), Effect.ONLY_READ);
    }

    private void swap(String key, Optional<String> expected, String update) {
        ledger.sending(key, update);
        ByteString name = ByteString.copyFromUtf8(key);
        Compare.Builder compare = Compare.newBuilder().setKey(name).setResult(CompareResult.EQUAL);
        expected.ifPresentOrElse(
                value -> compare.setTarget(CompareTarget.VALUE).setValue(ByteString.copyFromUtf8(value)),
                () -> compare.setTarget(CompareTarget.CREATE).setCreateRevision(0));
        TxnRequest request = TxnRequest.newBuilder()
                .addCompare(compare)
                .addSuccess(RequestOp.newBuilder()
                        .setRequestPut(PutRequest.newBuilder().setKey(name).setValue(ByteString.copyFromUtf8(update))))
                .addFailure(RequestOp.newBuilder()
                        .setRequestRange(RangeRequest.newBuilder().setKey(name)))
                .build();
        send(
                new CompareAndSet<>(key, expected, update),
                () -> door.connection().kvLater().txn(request),
                this::answered);
    }

    private Seen answered(TxnResponse answer) {
        long revision = answer.getHeader().getRevision();
        return answer.getSucceeded()
                ? new Seen(new Done<>(), revision, Effect.CHANGED)
                : new Seen(
                        observed(answer.getResponses(0).getResponseRange().getKvsList()), revision, Effect.ONLY_READ);
    }

    private static Observed<String, String> observed(List<KeyValue> found) {
        return new Observed<>(
                found.stream().findFirst().map(pair -> pair.getValue().toStringUtf8()));
    }

    private <T> void send(
            MapInput<String, String> input, Supplier<ListenableFuture<T>> request, Function<T, Seen> reading) {
        Invocation<MapInput<String, String>, Seen> invocation = recorder.invoke(id, input);
        pending++;
        ListenableFuture<T> answer = request.get();
        answer.addListener(
                () -> answers.add(() -> settle(input, invocation, answer, reading)), MoreExecutors.directExecutor());
    }

    private <T> void settle(
            MapInput<String, String> input,
            Invocation<MapInput<String, String>, Seen> invocation,
            ListenableFuture<T> answer,
            Function<T, Seen> reading) {
        pending--;
        Seen seen;
        try {
            seen = reading.apply(answer.get());
        } catch (ExecutionException refused) {
            progress.refused(refused);
            giveUp(input, invocation);
            isOver |= !door.staysOpen(refused.getCause());
            return;
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
        invocation.completed(seen);
        ledger.told(seen.revision());
        remember(input, seen);
        progress.oneMore();
    }

    /** A read that nobody answered has done nothing. */
    private static void giveUp(MapInput<String, String> input, Invocation<MapInput<String, String>, Seen> invocation) {
        if (input instanceof Get) {
            invocation.failed();
        } else {
            invocation.unknown();
        }
    }

    private void remember(MapInput<String, String> input, Seen seen) {
        String key = input.keys().iterator().next();
        if (seen.changed()) {
            String value = input.installs().flatMap(MapInput.Binding::value).orElse(null);
            ledger.acknowledge(key, value, seen.revision());
            lastSeen.put(key, value);
        } else if (seen.output() instanceof Observed<String, String> found) {
            lastSeen.put(key, found.value().orElse(null));
        }
    }
}
