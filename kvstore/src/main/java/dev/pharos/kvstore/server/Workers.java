package dev.pharos.kvstore.server;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that belong to no part: a few for long reads, one for what happens by the clock, one for
 * leases, one for the log's spare segments.
 */
record Workers(
        ExecutorService readers,
        ScheduledExecutorService timer,
        ScheduledExecutorService leases,
        ExecutorService segments)
        implements AutoCloseable {
    private static final int READERS = 2;
    private static final int WAITING_READS = 1024;
    private static final long CLOSING_SECONDS = 5;

    static Workers start() {
        return new Workers(
                new ThreadPoolExecutor(
                        READERS,
                        READERS,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(WAITING_READS),
                        named("long-read")),
                Executors.newSingleThreadScheduledExecutor(named("timer")),
                Executors.newSingleThreadScheduledExecutor(named("lease-reaper")),
                Executors.newSingleThreadExecutor(named("log-segments")));
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void close() {
        timer.shutdownNow();
        leases.shutdownNow();
        readers.shutdownNow();
        segments.shutdown();
        try {
            segments.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException wantsToGo) {
            Thread.currentThread().interrupt();
        }
    }
}
