package dev.pharos.raft.storage.recovery;

import dev.pharos.raft.codec.MalformedRecord;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.storage.log.SegmentChain;
import dev.pharos.raft.storage.log.SegmentName;
import dev.pharos.raft.storage.record.LogIdentity;
import dev.pharos.raft.storage.record.SnapshotMarker;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first pass over a log: everything but the entries. */
final class Survey implements RecordVisitor {
    private final SegmentChain chain;
    private final List<EntryId> markers = new ArrayList<>();
    private HardState hardState = HardState.INITIAL;
    private @Nullable LogIdentity identity;

    Survey(List<SegmentName> segments) {
        this.chain = new SegmentChain(segments);
    }

    @Override
    public void identity(LogIdentity found) {
        if (identity != null && !identity.equals(found)) {
            throw new MalformedRecord("the log of " + identity + " goes on as that of " + found);
        }
        identity = found;
    }

    /**
     * The checksum does not cover the type of a record, and entries and hard states look alike; one that was
     * taken for the other shows by what no member ever writes.
     */
    @Override
    public void hardState(HardState found) {
        if (found.term() < hardState.term()) {
            throw new MalformedRecord("after " + hardState + " comes " + found);
        }
        hardState = found;
    }

    @Override
    public void entry(Entry entry) {
        if (entry.index() <= 0 || entry.term() < 0) {
            throw new MalformedRecord("an entry at the impossible position " + entry.id());
        }
        if (entry.index() <= hardState.commit()) {
            throw new MalformedRecord("entry " + entry.id() + " comes after " + hardState.commit() + " is committed");
        }
    }

    @Override
    public void marker(SnapshotMarker marker, SegmentName segment) {
        if (marker.at().index() < 0) {
            throw new MalformedRecord("a snapshot marker at the impossible position " + marker.at());
        }
        markers.add(marker.at());
        chain.marked(marker.at().index(), segment.sequence());
    }

    SegmentChain chain() {
        return chain;
    }

    /** The positions of all markers in the order of the log. */
    List<EntryId> markers() {
        return markers;
    }

    HardState hardState() {
        return hardState;
    }

    LogIdentity identity() {
        if (identity == null) {
            throw new IllegalStateException("no segment was read");
        }
        return identity;
    }
}
