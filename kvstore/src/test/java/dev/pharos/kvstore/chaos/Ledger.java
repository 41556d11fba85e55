package dev.pharos.kvstore.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What all clients of one data folder ever asked to be written, and what they were told. Any thread. */
final class Ledger {
    /** A key and a value that were put together once only. */
    record Pair(String key, String value) {}

    /** An acknowledged change; without a value it is a delete. */
    record Acknowledged(String key, String value, long revision) {}

    private final Set<Pair> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> deletes = ConcurrentHashMap.newKeySet();
    private final List<Acknowledged> acknowledged = new ArrayList<>();
    private long highestRevision;

    /** To be called before the request leaves. */
    void sending(String key, String value) {
        if (!sent.add(new Pair(key, value))) {
            throw new IllegalStateException(key + "=" + value + " was put before");
        }
    }

    void deleting(String key) {
        deletes.add(key);
    }

    synchronized void acknowledge(String key, String value, long revision) {
        acknowledged.add(new Acknowledged(key, value, revision));
        told(revision);
    }

    /** No answer that comes from now on may tell of a lower one after a restart. */
    synchronized void told(long revision) {
        highestRevision = Math.max(highestRevision, revision);
    }

    boolean wasSent(String key, String value) {
        return sent.contains(new Pair(key, value));
    }

    boolean wasDeleted(String key) {
        return deletes.contains(key);
    }

    synchronized List<Acknowledged> acknowledged() {
        return List.copyOf(acknowledged);
    }

    synchronized long highestRevision() {
        return highestRevision;
    }
}
