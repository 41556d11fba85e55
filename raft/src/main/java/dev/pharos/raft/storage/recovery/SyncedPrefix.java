package dev.pharos.raft.storage.recovery;

import dev.pharos.raft.storage.record.RecordType;

/**
 * How far a segment had certainly been synced by whoever wrote it. A batch is entries and markers, then at
 * most one hard state, and it is synced before anything else is written. So a record behind a hard state
 * that follows an entry or marker proves that this entry or marker was synced; it does not prove the hard
 * state, for one that has only a new commit index is written without a sync.
 */
final class SyncedPrefix {
    private long lastBinding;
    private long batchEnd;
    private long proven;

    void record(RecordType type, long end) {
        proven = Math.max(proven, batchEnd);
        switch (type) {
            case ENTRY, MARKER -> lastBinding = end;
            case HARD_STATE -> batchEnd = lastBinding;
            case CRC, METADATA -> {}
        }
    }

    long end() {
        return proven;
    }
}
