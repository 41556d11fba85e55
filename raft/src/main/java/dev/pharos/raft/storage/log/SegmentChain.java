package dev.pharos.raft.storage.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which segments a log consists of, oldest first, and which of them hold the snapshot markers. */
public final class SegmentChain {
    private final Deque<SegmentName> segments = new ArrayDeque<>();
    private final TreeMap<Long, Long> sequenceByMarker = new TreeMap<>();

    public SegmentChain(Collection<SegmentName> segments) {
        this.segments.addAll(segments);
    }

    void add(SegmentName segment) {
        segments.addLast(segment);
    }

    public SegmentName newest() {
        return segments.getLast();
    }

    int size() {
        return segments.size();
    }

    /** Notes that the marker of a snapshot at {@code index} stands in the segment {@code sequence}. */
    public void marked(long index, long sequence) {
        sequenceByMarker.put(index, sequence);
    }

    SegmentName oldest() {
        return segments.getFirst();
    }

    /**
     * Takes out the segments whose entries all lie at or below {@code upToIndex} and that stand before the
     * newest marker there: reading the log again starts at that marker, so it must stay. Without a marker
     * there, everything stays, and so does the number of segments to keep.
     */
    List<SegmentName> release(long upToIndex, int keep) {
        List<SegmentName> released = new ArrayList<>();
        Map.Entry<Long, Long> start = sequenceByMarker.floorEntry(upToIndex);
        while (start != null && segments.size() > keep && segments.getFirst().sequence() < start.getValue()) {
            SegmentName oldest = segments.removeFirst();
            if (segments.getFirst().firstIndex() > upToIndex + 1) {
                segments.addFirst(oldest);
                break;
            }
            released.add(oldest);
        }
        long first = segments.getFirst().sequence();
        sequenceByMarker.values().removeIf(sequence -> sequence < first);
        return released;
    }
}
