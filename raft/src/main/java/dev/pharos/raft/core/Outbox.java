package dev.pharos.raft.core;

import dev.pharos.raft.core.Ready.ReadGrant;
import dev.pharos.raft.core.Ready.Recall;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.Append;
import dev.pharos.raft.model.Message.AppendAccepted;
import dev.pharos.raft.model.Message.Heartbeat;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.model.Message.ReadIndexAnswer;
import dev.pharos.raft.model.Message.TimeoutNow;
import dev.pharos.raft.model.Message.VoteAnswer;
import dev.pharos.raft.model.Message.VoteRequest;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.RaftEvent;
import dev.pharos.raft.model.VoteKind;
import java.util.ArrayList;
import java.util.List;

/** Collects what goes out with the next {@link Ready}. */
final class Outbox {
    private List<Message> messages = new ArrayList<>();
    private List<ReadGrant> reads = new ArrayList<>();
    private List<Recall> recalls = new ArrayList<>();
    private List<RaftEvent> events = new ArrayList<>();

    void send(Message message) {
        messages.add(message);
    }

    void grantRead(Payload context, long index) {
        reads.add(new ReadGrant(context, index));
    }

    void recall(Recall recall) {
        recalls.add(recall);
    }

    void tell(RaftEvent event) {
        events.add(event);
    }

    List<Message> takeMessages() {
        List<Message> taken = messages;
        messages = new ArrayList<>();
        return taken;
    }

    List<ReadGrant> takeReads() {
        if (reads.isEmpty()) {
            return List.of();
        }
        List<ReadGrant> taken = reads;
        reads = new ArrayList<>();
        return taken;
    }

    List<Recall> takeRecalls() {
        if (recalls.isEmpty()) {
            return List.of();
        }
        List<Recall> taken = recalls;
        recalls = new ArrayList<>();
        return taken;
    }

    List<RaftEvent> takeEvents() {
        if (events.isEmpty()) {
            return List.of();
        }
        List<RaftEvent> taken = events;
        events = new ArrayList<>();
        return taken;
    }

    /**
     * Whether the message must wait until the disk has what was handed to it, {@code termIsNew} saying
     * that this may include the term. What a leader says never waits: its term is on disk since before
     * its election.
     */
    static boolean needsDisk(Message message, boolean termIsNew) {
        return promises(message) || (termIsNew && !isLeadersWord(message));
    }

    private static boolean isLeadersWord(Message message) {
        return message instanceof Append
                || message instanceof Heartbeat
                || message instanceof InstallSnapshot
                || message instanceof TimeoutNow
                || message instanceof ReadIndexAnswer;
    }

    /**
     * A request for a real vote promises something too: a candidate that forgot its campaign could
     * campaign again in the same term with a shorter log, and win by answers to the first request.
     */
    private static boolean promises(Message message) {
        return message instanceof AppendAccepted
                || (message instanceof VoteAnswer answer && answer.kind() != VoteKind.PRE_VOTE)
                || (message instanceof VoteRequest request && request.kind() != VoteKind.PRE_VOTE);
    }
}
