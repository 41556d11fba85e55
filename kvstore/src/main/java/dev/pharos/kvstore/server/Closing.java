package dev.pharos.kvstore.server;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been started, to be closed in the opposite order. One thread. */
final class Closing implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Closing.class.getName());

    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    <T extends AutoCloseable> T later(T part) {
        started.push(part);
        return part;
    }

    /** Takes over what another one was to close. */
    void takeOver(Closing other) {
        other.started.descendingIterator().forEachRemaining(started::push);
        other.started.clear();
    }

    /** One part that cannot close does not keep the others from it. */
    @Override
    public void close() {
        while (!started.isEmpty()) {
            AutoCloseable part = started.pop();
            try {
                part.close();
            } catch (Exception failure) {
                LOG.log(System.Logger.Level.WARNING, "could not close " + part, failure);
            }
        }
    }
}
