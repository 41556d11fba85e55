package dev.pharos.raft.simulation;

import dev.pharos.raft.outcome.OutcomeUnknown;
import dev.pharos.raft.simulation.SimCommand.Kind;
import dev.pharos.testkit.history.History;
import dev.pharos.testkit.history.HistoryRecorder;
import dev.pharos.testkit.history.Invocation;
import dev.pharos.testkit.linearizability.models.MapInput;
import dev.pharos.testkit.linearizability.models.MapOutput;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Clients that read and write a small map through whatever member they happen upon, one request at a
 * time each, and write down what they see.
 */
final class Clients {
    private static final int KEYS = 4;
    private static final int MOST_OPERATIONS = 100_000;
    private static final int TIMEOUT_MILLIS = 25 * Swarm.TICK_MILLIS;

    private final SimGroup group;
    private final SplittableRandom random;
    private final HistoryRecorder<MapInput<Integer, Long>, MapOutput<Integer, Long>> recorder;
    private final boolean readsAllKeys;
    private final Map<Integer, Long> lastSeen = new HashMap<>();
    private long requests;
    private int clientNames;
    private boolean paused;

    Clients(SimGroup group, SplittableRandom random, int count) {
        this.group = group;
        this.random = random;
        this.recorder = new HistoryRecorder<>(group.scheduler()::now, MOST_OPERATIONS);
        this.readsAllKeys = random.nextInt(8) == 0;
        for (int i = 0; i < count; i++) {
            group.scheduler().after(random.nextInt(600), this::act);
        }
    }

    History<MapInput<Integer, Long>, MapOutput<Integer, Long>> history() {
        return recorder.history();
    }

    long nextRequestId() {
        return ++requests;
    }

    /** A few requests besides, all to this member, whatever becomes of it meanwhile. */
    void burst(SimMember member) {
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            group.scheduler().after(random.nextInt(250), () -> {
                if (member.isUp() && !paused) {
                    request(member, () -> {});
                }
            });
        }
    }

    private void act() {
        if (paused) {
            return;
        }
        List<SimMember> up = group.up();
        if (up.isEmpty()) {
            group.scheduler().after(100, this::act);
            return;
        }
        request(up.get(random.nextInt(up.size())), this::next);
    }

    private void request(SimMember member, Runnable then) {
        if (random.nextInt(10) < 4) {
            read(member, then);
        } else {
            write(member, then);
        }
        member.pump();
    }

    /** No new requests from now on. */
    void pause() {
        paused = true;
    }

    private void read(SimMember member, Runnable then) {
        int key = random.nextInt(KEYS);
        MapInput<Integer, Long> input =
                readsAllKeys ? new MapInput.GetAll<>(Set.of(0, 1, 2, 3)) : new MapInput.Get<>(key);
        int life = member.life();
        CompletableFuture<MapOutput<Integer, Long>> answer = member.node()
                .readIndex()
                .thenApply(index -> {
                    if (!member.isUp() || member.life() != life) {
                        throw new OutcomeUnknown("the member is gone");
                    }
                    return input.answer(member.machine().map());
                });
        record(input, answer, then);
    }

    private void write(SimMember member, Runnable then) {
        SimCommand command = command(random.nextInt(KEYS));
        record(command.asInput(), member.node().propose(command.requestId(), command.encode()), then);
    }

    private SimCommand command(int key) {
        long id = nextRequestId();
        long value = id;
        Long seen = lastSeen.get(key);
        return switch (random.nextInt(10)) {
            case 0 -> new SimCommand(id, Kind.DELETE, key, 0, 0);
            case 1 -> new SimCommand(id, Kind.CREATE, key, value, 0);
            case 2, 3, 4 ->
                seen == null
                        ? new SimCommand(id, Kind.PUT, key, value, 0)
                        : new SimCommand(id, Kind.CHANGE, key, value, seen);
            default -> new SimCommand(id, Kind.PUT, key, value, 0);
        };
    }

    /** One request; it ends by its answer, or by the client's patience. */
    private void record(
            MapInput<Integer, Long> input, CompletableFuture<MapOutput<Integer, Long>> answer, Runnable then) {
        Invocation<MapInput<Integer, Long>, MapOutput<Integer, Long>> invocation =
                recorder.invoke(clientNames++, input);
        boolean[] over = new boolean[1];
        group.statistics().count("operations");
        CompletableFuture<?> unused = answer.whenComplete((output, failure) -> {
            if (!over[0]) {
                over[0] = true;
                end(invocation, input, output, failure);
                then.run();
            }
        });
        group.scheduler().after(TIMEOUT_MILLIS, () -> {
            if (!over[0]) {
                over[0] = true;
                invocation.unknown();
                group.statistics().count("operations with unknown outcome");
                then.run();
            }
        });
    }

    private void end(
            Invocation<MapInput<Integer, Long>, MapOutput<Integer, Long>> invocation,
            MapInput<Integer, Long> input,
            @Nullable MapOutput<Integer, Long> output,
            @Nullable Throwable failure) {
        if (output != null) {
            invocation.completed(output);
            remember(input, output);
            group.statistics().count("operations answered");
            group.trace().mix(output.toString().hashCode());
            return;
        }
        Throwable cause =
                failure instanceof java.util.concurrent.CompletionException wrapped ? wrapped.getCause() : failure;
        if (cause instanceof OutcomeUnknown) {
            invocation.unknown();
            group.statistics().count("operations with unknown outcome");
        } else {
            invocation.failed();
            group.statistics().count("operations refused");
        }
    }

    private void remember(MapInput<Integer, Long> input, MapOutput<Integer, Long> output) {
        for (Integer key : new HashSet<>(input.keys())) {
            Optional<Long> seen = output.observed(key).flatMap(MapInput.Binding::value);
            if (seen.isPresent()) {
                lastSeen.put(key, seen.get());
            } else {
                input.installs().flatMap(MapInput.Binding::value).ifPresent(value -> lastSeen.put(key, value));
            }
        }
    }

    private void next() {
        group.scheduler().after(3 + random.nextInt(60), this::act);
    }
}
