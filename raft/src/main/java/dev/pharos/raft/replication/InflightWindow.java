package dev.pharos.raft.replication;

import java.util.ArrayDeque;

/** The appends sent to one member and not answered, bounded by number and by bytes. */
final class InflightWindow {
    private record Sent(long lastIndex, long bytes) {}

    private final int maxMessages;
    private final long maxBytes;
    private final ArrayDeque<Sent> sent = new ArrayDeque<>();
    private long bytesUnderWay;

    InflightWindow(int maxMessages, long maxBytes) {
        this.maxMessages = maxMessages;
        this.maxBytes = maxBytes;
    }

    boolean isFull() {
        return sent.size() >= maxMessages || bytesUnderWay >= maxBytes;
    }

    int size() {
        return sent.size();
    }

    void add(long lastIndex, long bytes) {
        sent.addLast(new Sent(lastIndex, bytes));
        bytesUnderWay += bytes;
    }

    /** The member has everything through {@code index}. */
    void freeThrough(long index) {
        while (!sent.isEmpty() && sent.getFirst().lastIndex() <= index) {
            bytesUnderWay -= sent.removeFirst().bytes();
        }
    }

    void clear() {
        sent.clear();
        bytesUnderWay = 0;
    }
}
