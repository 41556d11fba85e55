package dev.pharos.kvstore.chaos;

import io.grpc.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The way to any member that serves; when one refuses, it leads to another a little later. */
final class Wandering implements Door {
    private static final int PATIENCE_SECONDS = 8;
    private static final int PAUSE_MILLIS = 60;

    private final Supplier<List<Integer>> ports;
    private final SplittableRandom random;
    private final Refusals refusals;
    private final Map<Integer, Connection> open = new HashMap<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private int port;

    /** @param ports where members serve just now; asked on the client's thread */
    Wandering(Supplier<List<Integer>> ports, SplittableRandom random, Refusals refusals) {
        this.ports = ports;
        this.random = random;
        this.refusals = refusals;
        move();
    }

    private void move() {
        List<Integer> all = ports.get();
        port = all.get(random.nextInt(all.size()));
    }

    @Override
    public Connection connection() {
        return open.computeIfAbsent(port, to -> new Connection(to, PATIENCE_SECONDS))
                .awake();
    }

    @Override
    public boolean staysOpen(Throwable refusal) {
        refusals.add(Status.fromThrowable(refusal));
        try {
            boolean isClosed = never.await(random.nextInt(PAUSE_MILLIS), TimeUnit.MILLISECONDS);
            move();
            return !isClosed;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        never.countDown();
        open.values().forEach(Connection::close);
    }
}
