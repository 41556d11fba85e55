package dev.pharos.raft.codec;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.Envelope;
import dev.pharos.raft.model.Message.Append;
import dev.pharos.raft.model.Message.AppendAccepted;
import dev.pharos.raft.model.Message.AppendRejected;
import dev.pharos.raft.model.Message.Forward;
import dev.pharos.raft.model.Message.Handler;
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
import dev.pharos.raft.model.VoteKind;
import java.util.List;

/** Which fields say what in a message of each kind. */
final class MessageForm implements Handler<MessageFields> {
    static final MessageForm OF = new MessageForm();

    private MessageForm() {}

    @Override
    public MessageFields onAppend(Append append) {
        MessageFields fields = fields(MessageType.APPEND, append.envelope());
        fields.position = append.previous();
        fields.entries = append.entries();
        fields.commit = append.commit();
        return fields;
    }

    @Override
    public MessageFields onAppendAccepted(AppendAccepted accepted) {
        MessageFields fields = fields(MessageType.APPEND_ANSWER, accepted.envelope());
        fields.position = new EntryId(0, accepted.index());
        return fields;
    }

    @Override
    public MessageFields onAppendRejected(AppendRejected rejected) {
        MessageFields fields = fields(MessageType.APPEND_ANSWER, rejected.envelope());
        fields.position = new EntryId(rejected.hint().term(), rejected.refused());
        fields.reject = true;
        fields.rejectHint = rejected.hint().index();
        return fields;
    }

    @Override
    public MessageFields onHeartbeat(Heartbeat heartbeat) {
        MessageFields fields = fields(MessageType.HEARTBEAT, heartbeat.envelope());
        fields.commit = heartbeat.commit();
        fields.context = heartbeat.context();
        return fields;
    }

    @Override
    public MessageFields onHeartbeatAnswer(HeartbeatAnswer answer) {
        MessageFields fields = fields(MessageType.HEARTBEAT_ANSWER, answer.envelope());
        fields.context = answer.context();
        return fields;
    }

    @Override
    public MessageFields onVoteRequest(VoteRequest request) {
        boolean preVote = request.kind() == VoteKind.PRE_VOTE;
        MessageFields fields = fields(preVote ? MessageType.PRE_VOTE : MessageType.VOTE, request.envelope());
        fields.position = request.last();
        fields.context = request.kind() == VoteKind.TRANSFER ? MessageCodec.TRANSFER : Payload.EMPTY;
        return fields;
    }

    @Override
    public MessageFields onVoteAnswer(VoteAnswer answer) {
        boolean preVote = answer.kind() == VoteKind.PRE_VOTE;
        MessageFields fields =
                fields(preVote ? MessageType.PRE_VOTE_ANSWER : MessageType.VOTE_ANSWER, answer.envelope());
        fields.reject = answer.verdict() == Verdict.REFUSED;
        return fields;
    }

    @Override
    public MessageFields onInstallSnapshot(InstallSnapshot install) {
        MessageFields fields = fields(MessageType.SNAPSHOT, install.envelope());
        fields.snapshot = install.snapshot();
        return fields;
    }

    @Override
    public MessageFields onTimeoutNow(TimeoutNow timeoutNow) {
        return fields(MessageType.TIMEOUT_NOW, timeoutNow.envelope());
    }

    @Override
    public MessageFields onTransferLeader(TransferLeader transfer) {
        return fields(MessageType.TRANSFER_LEADER, transfer.envelope());
    }

    @Override
    public MessageFields onReadIndexRequest(ReadIndexRequest request) {
        MessageFields fields = fields(MessageType.READ_INDEX, request.envelope());
        fields.entries = List.of(unplaced(EntryType.NORMAL, request.context()));
        return fields;
    }

    @Override
    public MessageFields onReadIndexAnswer(ReadIndexAnswer answer) {
        MessageFields fields = fields(MessageType.READ_INDEX_ANSWER, answer.envelope());
        fields.position = new EntryId(0, answer.index());
        fields.entries = List.of(unplaced(EntryType.NORMAL, answer.context()));
        return fields;
    }

    @Override
    public MessageFields onForward(Forward forward) {
        MessageFields fields = fields(MessageType.PROPOSE, forward.envelope());
        fields.entries = forward.proposals().stream()
                .map(proposal -> unplaced(proposal.type(), proposal.data()))
                .toList();
        return fields;
    }

    private static MessageFields fields(MessageType type, Envelope envelope) {
        return new MessageFields(type.number(), envelope);
    }

    private static Entry unplaced(EntryType type, Payload data) {
        return new Entry(type, 0, 0, data);
    }
}
