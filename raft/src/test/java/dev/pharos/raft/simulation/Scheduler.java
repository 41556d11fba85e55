package dev.pharos.raft.simulation;

import java.util.PriorityQueue;

/** Virtual time: events in the order of their moments, and of their scheduling where moments are equal. */
final class Scheduler {
    private record Event(long at, long sequence, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now;
    private long scheduled;

    /** In virtual milliseconds. */
    long now() {
        return now;
    }

    void after(long delay, Runnable action) {
        events.add(new Event(now + delay, scheduled++, action));
    }

    /** Runs the next event; false if there is none. */
    boolean step() {
        Event next = events.poll();
        if (next == null) {
            return false;
        }
        now = next.at();
        next.action().run();
        return true;
    }
}
