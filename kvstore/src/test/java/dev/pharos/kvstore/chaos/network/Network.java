package dev.pharos.kvstore.chaos.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** All gates, and the weather between members. Guarded by its own lock. */
public final class Network implements AutoCloseable {
    private static final int MOST_LINES = 2_000;

    private final SplittableRandom random;
    private final Callers callers = new Callers();
    private final Map<String, Gate> gates = new HashMap<>();
    private final Map<Route, Weather> weather = new HashMap<>();
    private final Set<Line> lines = new HashSet<>();
    private boolean isClosed;

    public Network(SplittableRandom random) {
        this.random = random;
    }

    /**
     * Puts a gate before a member.
     *
     * @param pid the process that the member runs in just now
     * @return where the others find it
     */
    public synchronized int open(String member, int port, LongSupplier pid) throws IOException {
        callers.know(member, pid);
        Gate gate = new Gate(this, member, port);
        gates.put(member, gate);
        return gate.port();
    }

    public synchronized void set(Route route, Weather now) {
        weather.put(route, now);
        notifyAll();
    }

    /** Fair everywhere. */
    public synchronized void clear() {
        weather.clear();
        notifyAll();
    }

    /** Ends all connections on some routes, whoever made them, and tells so. */
    public void reset(Predicate<Route> which) {
        taken(line -> which.test(line.route()) || which.test(line.route().back()))
                .forEach(Line::reset);
    }

    /** Ends connections anywhere by chance, and tells so. */
    public void resetSome(int percent) {
        taken(line -> random.nextInt(100) < percent).forEach(Line::reset);
    }

    private synchronized List<Line> taken(Predicate<Line> which) {
        return new ArrayList<>(lines.stream().filter(which).toList());
    }

    Callers callers() {
        return callers;
    }

    synchronized boolean mayConnect(Route route) {
        return !isClosed
                && lines.size() < MOST_LINES
                && random.nextInt(100) >= weather(route).refusedPercent();
    }

    private Weather weather(Route route) {
        return weather.getOrDefault(route, Weather.FAIR);
    }

    /** False if the network is closed already. */
    synchronized boolean add(Line line) {
        return !isClosed && lines.add(line);
    }

    synchronized void remove(Line line) {
        lines.remove(line);
        notifyAll();
    }

    /** Waits for as long as bytes on this route are on their way; false if the line is no more. */
    synchronized boolean pass(Route route, Line line) throws InterruptedException {
        int most = weather(route).mostDelayMillis();
        long due = System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(most == 0 ? 0 : most / 2 + random.nextInt(1 + most / 2));
        while (lines.contains(line)) {
            long left = TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime());
            if (weather(route).passage() == Weather.Passage.HELD) {
                wait();
            } else if (left > 0) {
                wait(left);
            } else {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
            gates.values().forEach(Gate::close);
        }
        reset(route -> true);
    }
}
