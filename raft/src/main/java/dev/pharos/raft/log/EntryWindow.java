package dev.pharos.raft.log;

import dev.pharos.raft.check.Invariant;
import dev.pharos.raft.model.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The consecutive entries behind a base index, in a ring: added at the end, cut from either side, read
 * by index, all in constant time per entry.
 */
final class EntryWindow {
    private static final int INITIAL_CAPACITY = 64;

    private @Nullable Entry[] ring = new @Nullable Entry[INITIAL_CAPACITY];
    /** Where in the ring the entry {@code base + 1} lies. */
    private int head;

    private int size;
    /** Index of the entry before the first one held. */
    private long base;

    EntryWindow(long base) {
        this.base = base;
    }

    long base() {
        return base;
    }

    long last() {
        return base + size;
    }

    Entry get(long index) {
        Invariant.check(index > base && index <= last(), "entry is held", index, base);
        Entry entry = ring[slot(index - base - 1)];
        if (entry == null) {
            throw new IllegalStateException("hole at " + index);
        }
        return entry;
    }

    void append(Entry entry) {
        Invariant.check(entry.index() == last() + 1, "entries follow each other", entry.index(), last());
        if (size == ring.length) {
            grow();
        }
        ring[slot(size)] = entry;
        size++;
    }

    void cutFrom(long index) {
        Invariant.check(index > base, "the cut lies behind the base", index, base);
        while (last() >= index) {
            size--;
            ring[slot(size)] = null;
        }
    }

    void dropThrough(long index) {
        Invariant.check(index <= last(), "only entries held are dropped", index, last());
        while (base < index) {
            ring[head] = null;
            head = (head + 1) & (ring.length - 1);
            size--;
            base++;
        }
    }

    void reset(long newBase) {
        ring = new @Nullable Entry[INITIAL_CAPACITY];
        head = 0;
        size = 0;
        base = newBase;
    }

    /** Entries from {@code first} to {@code last}, ending early where they exceed {@code maxBytes}; at least one. */
    List<Entry> slice(long first, long last, long maxBytes) {
        if (first > last) {
            return List.of();
        }
        List<Entry> slice = new ArrayList<>((int) Math.min(last - first + 1, 256));
        long bytes = 0;
        for (long index = first; index <= last; index++) {
            Entry entry = get(index);
            bytes += entry.sizeBytes();
            if (bytes > maxBytes && !slice.isEmpty()) {
                break;
            }
            slice.add(entry);
        }
        return slice;
    }

    private int slot(long offset) {
        return (int) (head + offset) & (ring.length - 1);
    }

    private void grow() {
        @Nullable Entry[] larger = new @Nullable Entry[ring.length * 2];
        for (int i = 0; i < size; i++) {
            larger[i] = ring[slot(i)];
        }
        ring = larger;
        head = 0;
    }
}
