package dev.pharos.raft.scenario.stage;

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
import dev.pharos.raft.model.Message.VoteRequest;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Proposal;
import dev.pharos.raft.model.VoteKind;
import java.nio.ByteBuffer;
import java.util.stream.Collectors;

/** One line per message: its way, its kind, its term (unless it is outside of terms), what it says. */
public final class MessageText implements Message.Handler<String> {
    private static final MessageText LINES = new MessageText();

    private MessageText() {}

    public static String of(Message message) {
        String way = way(message) + " ";
        return way + message.accept(LINES);
    }

    static String way(Message message) {
        return message.from() + "->" + message.to();
    }

    /** The first word of what the message says. */
    static String kind(Message message) {
        return message.accept(LINES).split(" ", 2)[0];
    }

    private static String head(String kind, Message message) {
        return kind + " term=" + message.term();
    }

    /** The number of a heartbeat round; anything else as it is. */
    private static String round(Payload context) {
        return context.size() == Long.BYTES
                ? "round=" + ByteBuffer.wrap(context.array()).getLong()
                : "context=" + context;
    }

    @Override
    public String onAppend(Append append) {
        return head("APPEND", append) + " prev=" + append.previous() + " entries=" + EntryText.of(append.entries())
                + " commit=" + append.commit();
    }

    @Override
    public String onAppendAccepted(AppendAccepted accepted) {
        return head("ACCEPTED", accepted) + " index=" + accepted.index();
    }

    @Override
    public String onAppendRejected(AppendRejected rejected) {
        return head("REJECTED", rejected) + " refused=" + rejected.refused() + " hint=" + rejected.hint();
    }

    @Override
    public String onHeartbeat(Heartbeat heartbeat) {
        return head("HEARTBEAT", heartbeat) + " commit=" + heartbeat.commit() + " " + round(heartbeat.context());
    }

    @Override
    public String onHeartbeatAnswer(HeartbeatAnswer answer) {
        return head("HEARTBEAT_ANSWER", answer) + " " + round(answer.context());
    }

    @Override
    public String onVoteRequest(VoteRequest request) {
        String kind = switch (request.kind()) {
            case PRE_VOTE -> "PRE_VOTE";
            case ELECTION -> "VOTE";
            case TRANSFER -> "TRANSFER_VOTE";
        };
        return head(kind, request) + " last=" + request.last();
    }

    @Override
    public String onVoteAnswer(VoteAnswer answer) {
        String prefix = answer.kind() == VoteKind.PRE_VOTE ? "PRE_VOTE_" : "VOTE_";
        return head(prefix + answer.verdict(), answer);
    }

    @Override
    public String onInstallSnapshot(InstallSnapshot install) {
        return head("SNAPSHOT", install) + " at=" + install.snapshot().at() + " "
                + install.snapshot().membership() + " state="
                + install.snapshot().data();
    }

    @Override
    public String onTimeoutNow(TimeoutNow timeoutNow) {
        return head("TIMEOUT_NOW", timeoutNow);
    }

    @Override
    public String onTransferLeader(TransferLeader transfer) {
        return head("TRANSFER", transfer) + " target=" + transfer.from();
    }

    @Override
    public String onReadIndexRequest(ReadIndexRequest request) {
        return "READ " + request.context();
    }

    @Override
    public String onReadIndexAnswer(ReadIndexAnswer answer) {
        return head("READ_ANSWER", answer) + " " + answer.context() + " index=" + answer.index();
    }

    @Override
    public String onForward(Forward forward) {
        return "FORWARD "
                + forward.proposals().stream()
                        .map(Proposal::data)
                        .map(Payload::toString)
                        .collect(Collectors.joining(", ", "[", "]"));
    }
}
