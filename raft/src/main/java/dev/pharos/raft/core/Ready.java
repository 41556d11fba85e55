package dev.pharos.raft.core;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntrySpan;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.RaftEvent;
import dev.pharos.raft.model.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * What the core wants done. The parts may be carried out at the same time, with two rules: within a
 * {@link Write} the order is snapshot, entries, hard state, sync, then {@code sendAfter}; and what is to
 * be applied is applied in the order in which it was given out, {@code restore} before {@code committed}.
 */
public record Ready(
        Optional<Write> write,
        List<Message> sendNow,
        Optional<Snapshot> restore,
        List<Entry> committed,
        List<ReadGrant> reads,
        List<Recall> recalls,
        List<RaftEvent> events) {

    /**
     * One unit of work for the disk. Writes are carried out in the order of their numbers, and each is
     * confirmed by {@link RaftCore#persisted}. The hard state is absent where it is unchanged.
     */
    public record Write(
            long number,
            Optional<HardState> hardState,
            List<Entry> entries,
            Optional<Snapshot> install,
            List<Message> sendAfter) {}

    /** Reads asked for under {@code context} may be answered from a state that has applied {@code index}. */
    public record ReadGrant(Payload context, long index) {}

    /**
     * Entries for a member that lags, which are to be read from disk: the first of the span, as many as one
     * append takes. What was read is answered by {@link RaftCore#recalled}, be it nothing.
     */
    public record Recall(long member, long term, EntrySpan span) {}

    public boolean isEmpty() {
        return write.isEmpty()
                && sendNow.isEmpty()
                && restore.isEmpty()
                && committed.isEmpty()
                && reads.isEmpty()
                && recalls.isEmpty()
                && events.isEmpty();
    }
}
