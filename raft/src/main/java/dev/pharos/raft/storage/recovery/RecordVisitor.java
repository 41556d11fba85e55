package dev.pharos.raft.storage.recovery;

import dev.pharos.raft.codec.MalformedRecord;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.storage.log.SegmentName;
import dev.pharos.raft.storage.record.LogIdentity;
import dev.pharos.raft.storage.record.SnapshotMarker;

/** Is shown the records of a log in their order; objects to one by throwing {@link MalformedRecord}. */
interface RecordVisitor {
    default void identity(LogIdentity identity) {}

    default void hardState(HardState hardState) {}

    /** The records that follow stand in this segment. */
    default void segment(SegmentName segment) {}

    void entry(Entry entry);

    void marker(SnapshotMarker marker, SegmentName segment);
}
