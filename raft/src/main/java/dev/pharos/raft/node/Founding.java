package dev.pharos.raft.node;

import dev.pharos.raft.codec.MembershipChangeCodec;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.storage.log.LogWrite;
import dev.pharos.raft.storage.recovery.RecoveredLog;
import java.util.ArrayList;
import java.util.List;

/**
 * The first entries of a new group: one change for each founder, the same on all of them, in term 1 and
 * committed from the start. A member that joins a group later has no founding entries; it gets them, or
 * a snapshot, from the leader.
 */
final class Founding {
    private static final long FIRST_TERM = 1;

    private Founding() {}

    /** Puts the founding entries into a log that does not hold all of them yet, be it new or torn by a crash. */
    static RecoveredLog foundIn(RecoveredLog log, List<MembershipChange> founders) {
        if (founders.isEmpty() || isFounded(log)) {
            return log;
        }
        List<Entry> entries = new ArrayList<>();
        for (MembershipChange founder : founders) {
            entries.add(new Entry(
                    EntryType.CHANGE,
                    FIRST_TERM,
                    entries.size() + 1L,
                    MembershipChangeCodec.encode(EntryType.CHANGE, founder)));
        }
        HardState committed = new HardState(FIRST_TERM, 0, entries.size());
        log.log().persist(List.of(LogWrite.of(committed, entries)));
        log.log().handOver();
        return new RecoveredLog(log.identity(), log.snapshot(), committed, entries, log.log());
    }

    /** Founding is one write that ends with its commit index; before that, the member has said nothing to anybody. */
    private static boolean isFounded(RecoveredLog log) {
        HardState state = log.hardState();
        return state.commit() > 0 || state.vote() != 0 || state.term() > FIRST_TERM;
    }
}
