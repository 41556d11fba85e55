package dev.pharos.raft.storage.recovery;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.storage.log.DurableLog;
import dev.pharos.raft.storage.record.LogIdentity;
import java.util.List;

/**
 * What a member knows when it starts: the state at the snapshot, the entries behind it without a gap,
 * and the log to go on with.
 *
 * <p>The hard state is the last one stored, with its commit index raised to the snapshot's, and its term
 * raised (with no vote) to the newest term in the log: a crash may keep the entries of a batch and lose
 * the hard state behind them, and what was not durable was promised to nobody.
 */
public record RecoveredLog(
        LogIdentity identity, Snapshot snapshot, HardState hardState, List<Entry> entries, DurableLog log) {
    public RecoveredLog {
        entries = List.copyOf(entries);
    }
}
