package dev.pharos.raft.codec;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.Envelope;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.Append;
import dev.pharos.raft.model.Message.AppendAccepted;
import dev.pharos.raft.model.Message.AppendRejected;
import dev.pharos.raft.model.Message.Forward;
import dev.pharos.raft.model.Message.Heartbeat;
import dev.pharos.raft.model.Message.HeartbeatAnswer;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.model.Message.ReadIndexAnswer;
import dev.pharos.raft.model.Message.ReadIndexRequest;
import dev.pharos.raft.model.Message.TimeoutNow;
import dev.pharos.raft.model.Message.TransferLeader;
import dev.pharos.raft.model.Message.VoteAnswer;
import dev.pharos.raft.model.Message.VoteAnswer.Verdict;
import dev.pharos.raft.model.Message.VoteRequest;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Proposal;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.model.VoteKind;
import java.util.List;
import java.util.Optional;

/**
 * raftpb.Message. Its types that only concern one member alone, and types not known here, are read as
 * nothing. The answer to a vote in a transfer is read as that to any other election.
 */
public final class MessageCodec {
    static final Payload TRANSFER = Payload.utf8("CampaignTransfer");

    private MessageCodec() {}

    public static void write(Message message, ProtoWriter out) {
        message.accept(MessageForm.OF).write(out);
    }

    /**
     * What was said; empty if it is nothing that members say to each other.
     *
     * @throws MalformedRecord if the bytes are not a message, or it lacks what its type needs
     */
    public static Optional<Message> read(ProtoReader in) {
        MessageFields fields = MessageFields.read(in);
        return MessageType.numbered(fields.type).map(type -> message(type, fields));
    }

    private static Message message(MessageType type, MessageFields fields) {
        Envelope envelope = fields.envelope;
        return switch (type) {
            case PROPOSE -> new Forward(envelope, proposals(fields.entries));
            case APPEND -> new Append(envelope, fields.position, fields.entries, fields.commit);
            case APPEND_ANSWER -> appendAnswer(fields);
            case VOTE -> new VoteRequest(envelope, electionKind(fields), fields.position);
            case VOTE_ANSWER -> new VoteAnswer(envelope, VoteKind.ELECTION, verdict(fields));
            case SNAPSHOT -> new InstallSnapshot(envelope, snapshot(fields));
            case HEARTBEAT -> new Heartbeat(envelope, fields.commit, fields.context);
            case HEARTBEAT_ANSWER -> new HeartbeatAnswer(envelope, fields.context);
            case TRANSFER_LEADER -> new TransferLeader(envelope);
            case TIMEOUT_NOW -> new TimeoutNow(envelope);
            case READ_INDEX -> new ReadIndexRequest(envelope, readContext(fields));
            case READ_INDEX_ANSWER -> new ReadIndexAnswer(envelope, readContext(fields), fields.position.index());
            case PRE_VOTE -> new VoteRequest(envelope, VoteKind.PRE_VOTE, fields.position);
            case PRE_VOTE_ANSWER -> new VoteAnswer(envelope, VoteKind.PRE_VOTE, verdict(fields));
        };
    }

    private static List<Proposal> proposals(List<Entry> entries) {
        return entries.stream()
                .map(entry -> new Proposal(entry.type(), entry.data()))
                .toList();
    }

    private static Message appendAnswer(MessageFields fields) {
        return fields.reject
                ? new AppendRejected(
                        fields.envelope,
                        fields.position.index(),
                        new EntryId(fields.position.term(), fields.rejectHint))
                : new AppendAccepted(fields.envelope, fields.position.index());
    }

    private static VoteKind electionKind(MessageFields fields) {
        return fields.context.equals(TRANSFER) ? VoteKind.TRANSFER : VoteKind.ELECTION;
    }

    private static Verdict verdict(MessageFields fields) {
        return fields.reject ? Verdict.REFUSED : Verdict.GRANTED;
    }

    private static Snapshot snapshot(MessageFields fields) {
        if (fields.snapshot.isNone()) {
            throw new MalformedRecord("a message that carries a snapshot has none");
        }
        return fields.snapshot;
    }

    private static Payload readContext(MessageFields fields) {
        if (fields.entries.size() != 1 || fields.entries.get(0).type() != EntryType.NORMAL) {
            throw new MalformedRecord("a read has " + fields.entries.size() + " entries for its context");
        }
        return fields.entries.get(0).data();
    }
}
