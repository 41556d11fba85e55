package dev.pharos.raft.core;

import dev.pharos.raft.core.Ready.Recall;
import dev.pharos.raft.log.Journal;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Message.Append;
import dev.pharos.raft.model.Message.Heartbeat;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.RaftEvent.SnapshotNeeded;
import dev.pharos.raft.model.RaftEvent.SnapshotOutdated;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.replication.Progress;
import dev.pharos.raft.replication.ProgressMode;
import dev.pharos.raft.replication.ReplicationBoard;
import java.util.List;

/** Sends each member what its progress calls for. Nothing is sent twice by calling it twice. */
final class Replicator {
    private final CoreState state;
    private final Journal journal;
    private final ReplicationBoard board;
    private final ReadRounds rounds;

    Replicator(CoreState state, ReplicationBoard board, ReadRounds rounds) {
        this.state = state;
        this.journal = state.journal;
        this.board = board;
        this.rounds = rounds;
    }

    /** A heartbeat names no commit index beyond what the member is known to hold. */
    void sendHeartbeats() {
        Payload context = rounds.context();
        board.forEach((progress, member) -> {
            long commit = Math.min(progress.match(), journal.committed());
            state.outbox.send(new Heartbeat(state.envelopeTo(member), commit, context));
        });
    }

    void flush() {
        board.forEach(this::flushTo);
    }

    private void flushTo(Progress progress, long member) {
        boolean sent = false;
        while (progress.maySend() && progress.next() <= journal.lastIndex()) {
            if (!sendNext(progress, member)) {
                return;
            }
            sent = true;
        }
        if (!sent && progress.owesEmptyAppend(journal.committed())) {
            sendNext(progress, member);
        }
    }

    /** Whether anything could be sent. */
    private boolean sendNext(Progress progress, long member) {
        long previousTerm = journal.termAt(progress.next() - 1);
        if (previousTerm == Journal.UNKNOWN_TERM) {
            return sendSnapshot(progress, member);
        }
        EntryId previous = new EntryId(previousTerm, progress.next() - 1);
        if (!progress.maySend()) {
            append(progress, member, previous, List.of());
        } else if (previous.index() < journal.base().index()) {
            progress.recall();
            state.outbox.recall(new Recall(member, state.ballot.term(), journal.onDisk(previous)));
            return false;
        } else {
            append(progress, member, previous, journal.from(progress.next(), maxBytes()));
        }
        return true;
    }

    /** Sends what was read from disk, unless the member has come to want something else meanwhile. */
    void recalled(Recall recall, List<Entry> entries) {
        Progress progress = board.of(recall.member());
        if (progress == null) {
            return;
        }
        progress.recalled();
        EntryId previous = recall.span().before();
        if (entries.isEmpty()) {
            journal.diskStartsAt(recall.span().first() + 1);
        } else if (progress.maySend() && progress.next() == recall.span().first()) {
            append(progress, recall.member(), previous, entries);
        }
    }

    private void append(Progress progress, long member, EntryId previous, List<Entry> entries) {
        long bytes = 0;
        for (Entry entry : entries) {
            bytes += entry.sizeBytes();
        }
        state.outbox.send(new Append(state.envelopeTo(member), previous, entries, journal.committed()));
        progress.sent(entries.size(), bytes, journal.committed());
    }

    private long maxBytes() {
        return state.options.flow().maxMessageBytes();
    }

    /** What the member needs was compacted away. A silent member would only get the snapshot in vain. */
    private boolean sendSnapshot(Progress progress, long member) {
        if (!progress.isRecentlyActive() || progress.mode() == ProgressMode.SNAPSHOT) {
            return false;
        }
        Snapshot snapshot = journal.snapshot();
        if (!snapshot.membership().contains(member)) {
            // A member of etcd's refuses a snapshot that does not know it.
            progress.snapshotMissing();
            state.outbox.tell(new SnapshotOutdated(member, snapshot.at()));
            return false;
        }
        progress.snapshotSent(snapshot.at().index());
        state.outbox.tell(new SnapshotNeeded(member, snapshot.at()));
        state.outbox.send(new InstallSnapshot(state.envelopeTo(member), snapshot));
        return true;
    }
}
