package dev.pharos.kvstore.peer;

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
import dev.pharos.raft.model.Message.ReadIndexAnswer;
import dev.pharos.raft.model.Message.ReadIndexRequest;
import dev.pharos.raft.model.Message.TimeoutNow;
import dev.pharos.raft.model.Message.TransferLeader;
import dev.pharos.raft.model.Message.VoteAnswer;
import dev.pharos.raft.model.Message.VoteAnswer.Verdict;
import dev.pharos.raft.model.Message.VoteRequest;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Proposal;
import dev.pharos.raft.model.VoteKind;
import java.util.List;

/** One message of each kind but snapshots. */
final class MessagesOfAllKinds {
    private static final Payload DATA = Payload.utf8("data");
    private static final EntryId PLACE = new EntryId(4, 10);

    private MessagesOfAllKinds() {}

    static List<Message> between(long from, long to) {
        Envelope envelope = new Envelope(from, to, 4);
        return List.of(
                append(from, to, 10),
                append(from, to, 11),
                new AppendAccepted(envelope, 12),
                new AppendRejected(envelope, 12, PLACE),
                new Heartbeat(envelope, 10, DATA),
                new HeartbeatAnswer(envelope, DATA),
                new VoteRequest(envelope, VoteKind.PRE_VOTE, PLACE),
                new VoteRequest(envelope, VoteKind.ELECTION, PLACE),
                new VoteRequest(envelope, VoteKind.TRANSFER, PLACE),
                new VoteAnswer(envelope, VoteKind.PRE_VOTE, Verdict.REFUSED),
                new VoteAnswer(envelope, VoteKind.ELECTION, Verdict.GRANTED),
                new TimeoutNow(envelope),
                new TransferLeader(envelope),
                new ReadIndexRequest(new Envelope(from, to, 0), DATA),
                new ReadIndexAnswer(envelope, DATA, 12),
                new Forward(new Envelope(from, to, 0), List.of(Proposal.command(DATA))));
    }

    /** Of one entry that follows this index. */
    static Append append(long from, long to, long after) {
        Entry entry = new Entry(EntryType.NORMAL, 4, after + 1, DATA);
        return new Append(new Envelope(from, to, 4), new EntryId(4, after), List.of(entry), 9);
    }

    static Append append(long from, long to, int bytes, long after) {
        Entry entry = new Entry(EntryType.NORMAL, 4, after + 1, Payload.wrap(new byte[bytes]));
        return new Append(new Envelope(from, to, 4), new EntryId(4, after), List.of(entry), 9);
    }
}
