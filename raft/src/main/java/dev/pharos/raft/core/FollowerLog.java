package dev.pharos.raft.core;

import dev.pharos.raft.log.Journal;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Message.Append;
import dev.pharos.raft.model.Message.AppendAccepted;
import dev.pharos.raft.model.Message.AppendRejected;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.model.RaftEvent.ImpossibleMessage;
import dev.pharos.raft.model.RaftEvent.MembershipTaken;
import dev.pharos.raft.model.Snapshot;

/** How a follower's log follows the leader's. */
final class FollowerLog {
    private static final long HIGHEST_INDEX = Long.MAX_VALUE / 2;

    private final CoreState state;
    private final Journal journal;

    FollowerLog(CoreState state) {
        this.state = state;
        this.journal = state.journal;
    }

    void append(Append append) {
        EntryId previous = append.previous();
        if (!isPossible(append)) {
            state.outbox.tell(new ImpossibleMessage(append));
            return;
        }
        if (previous.index() < journal.committed()) {
            accept(append.from(), journal.committed());
            return;
        }
        if (!journal.holds(previous)) {
            EntryId hint = journal.lastAtOrBelow(previous.index(), previous.term());
            state.outbox.send(new AppendRejected(state.envelopeTo(append.from()), previous.index(), hint));
            return;
        }
        if (!append.entries().isEmpty() && isFull()) {
            return;
        }
        journal.replaceAfter(previous, append.entries());
        long lastNew = previous.index() + append.entries().size();
        journal.commitTo(Math.min(append.commit(), lastNew));
        accept(append.from(), lastNew);
    }

    /**
     * Whether the state machine is so far behind that its backlog must not grow. Entries count as lost then, and
     * the leader sends them anew with a later heartbeat. Only what is committed counts: that will be applied
     * whatever comes, while entries that are not may need others to become so.
     */
    private boolean isFull() {
        return journal.unappliedBytes() > state.options.flow().maxUnappliedBytes();
    }

    /** Entries follow each other, and their terms do not fall, nor pass the leader's own. */
    private static boolean isPossible(Append append) {
        EntryId before = append.previous();
        if (before.index() < 0 || before.term() < 0) {
            return false;
        }
        for (Entry entry : append.entries()) {
            if (entry.index() != before.index() + 1 || entry.term() < before.term()) {
                return false;
            }
            before = entry.id();
        }
        return before.term() <= append.term();
    }

    /**
     * Takes the snapshot's place in the log, unless the log is that far already. A log that holds the
     * snapshot's position keeps its entries behind it (Raft 7).
     */
    void install(InstallSnapshot install) {
        Snapshot snapshot = install.snapshot();
        EntryId at = snapshot.at();
        if (at.index() <= 0 || at.index() > HIGHEST_INDEX || at.term() <= 0 || at.term() > install.term()) {
            state.outbox.tell(new ImpossibleMessage(install));
            return;
        }
        if (at.index() <= journal.committed()) {
            accept(install.from(), journal.committed());
            return;
        }
        if (journal.holds(at)) {
            journal.commitTo(at.index());
            accept(install.from(), journal.committed());
            return;
        }
        journal.install(snapshot);
        if (!snapshot.membership().equals(state.membership())) {
            state.changeMembership(snapshot.membership());
            state.outbox.tell(new MembershipTaken(snapshot.membership()));
        }
        accept(install.from(), at.index());
    }

    private void accept(long leader, long index) {
        state.outbox.send(new AppendAccepted(state.envelopeTo(leader), index));
    }
}
