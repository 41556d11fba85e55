package dev.pharos.raft.storage.recovery;

import dev.pharos.raft.codec.MalformedRecord;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.storage.log.SegmentName;
import dev.pharos.raft.storage.record.SnapshotMarker;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The second pass over a log: the entries behind the snapshot at {@code start}, as they stand after all
 * replacements. An entry replaces the one with its index and all behind it. A marker before all entries
 * of a segment that is named for the index behind it replaces the whole log: that is how a snapshot from
 * the leader was installed. Any other marker only notes a snapshot.
 */
final class EntryCollector implements RecordVisitor {
    private final EntryId start;
    private final List<Entry> entries = new ArrayList<>();
    /** Where the log stood when the present segment began; only until its first entry. */
    private OptionalLong segmentStart = OptionalLong.empty();

    EntryCollector(EntryId start) {
        this.start = start;
    }

    @Override
    public void segment(SegmentName segment) {
        segmentStart = OptionalLong.of(segment.firstIndex());
    }

    @Override
    public void entry(Entry entry) {
        segmentStart = OptionalLong.empty();
        if (entry.index() <= start.index()) {
            entries.clear();
            return;
        }
        if (entry.term() < start.term()) {
            // Left over from before a snapshot was installed, in a log that etcd wrote: it does not cut there.
            return;
        }
        long place = entry.index() - start.index() - 1;
        if (place > entries.size()) {
            throw new MalformedRecord("entry " + entry.id() + " leaves a gap behind " + (start.index() + entries.size())
                    + ", starting from the snapshot at " + start);
        }
        entries.subList((int) place, entries.size()).clear();
        entries.add(entry);
    }

    @Override
    public void marker(SnapshotMarker marker, SegmentName segment) {
        EntryId at = marker.at();
        if (at.equals(start)) {
            if (segmentStart.isPresent() && segmentStart.getAsLong() == start.index() + 1) {
                entries.clear();
            }
        } else if (at.index() > start.index() && !holds(at)) {
            throw new MalformedRecord("the log goes on from a snapshot at " + at + " that cannot be used");
        }
    }

    private boolean holds(EntryId at) {
        long place = at.index() - start.index() - 1;
        return place < entries.size() && entries.get((int) place).term() == at.term();
    }

    List<Entry> entries() {
        return entries;
    }

    EntryId last() {
        return entries.isEmpty() ? start : entries.get(entries.size() - 1).id();
    }
}
