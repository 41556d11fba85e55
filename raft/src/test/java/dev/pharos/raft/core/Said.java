package dev.pharos.raft.core;

import dev.pharos.raft.codec.MembershipChangeCodec;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.Envelope;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.VoteAnswer.Verdict;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Proposal;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.model.VoteKind;
import java.nio.ByteBuffer;
import java.util.List;

/** What others say to member 1. */
final class Said {
    private Said() {}

    static Envelope envelope(long from, long term) {
        return new Envelope(from, Bench.SELF, term);
    }

    static Message.Append append(long from, long term, EntryId previous, long commit, Entry... entries) {
        return new Message.Append(envelope(from, term), previous, List.of(entries), commit);
    }

    static Message.Heartbeat heartbeat(long from, long term, long commit) {
        return new Message.Heartbeat(envelope(from, term), commit, Payload.EMPTY);
    }

    static Message.HeartbeatAnswer heartbeatAnswer(long from, long term, long round) {
        return new Message.HeartbeatAnswer(envelope(from, term), round(round));
    }

    static Message.AppendAccepted accepted(long from, long term, long index) {
        return new Message.AppendAccepted(envelope(from, term), index);
    }

    static Message.AppendRejected rejected(long from, long term, long refused, EntryId hint) {
        return new Message.AppendRejected(envelope(from, term), refused, hint);
    }

    static Message.VoteRequest voteRequest(long from, long term, VoteKind kind, EntryId last) {
        return new Message.VoteRequest(envelope(from, term), kind, last);
    }

    static Message.VoteAnswer vote(long from, long term) {
        return new Message.VoteAnswer(envelope(from, term), VoteKind.ELECTION, Verdict.GRANTED);
    }

    static Message.VoteAnswer answer(long from, long term, VoteKind kind, Verdict verdict) {
        return new Message.VoteAnswer(envelope(from, term), kind, verdict);
    }

    static Message.InstallSnapshot install(long from, long term, Snapshot snapshot) {
        return new Message.InstallSnapshot(envelope(from, term), snapshot);
    }

    static Message.Forward forward(long from, Proposal... proposals) {
        return new Message.Forward(envelope(from, 0), List.of(proposals));
    }

    static Message.ReadIndexRequest readRequest(long from, String context) {
        return new Message.ReadIndexRequest(envelope(from, 0), Payload.utf8(context));
    }

    static Entry entry(long term, long index, String command) {
        return new Entry(EntryType.NORMAL, term, index, Payload.utf8(command));
    }

    static Entry entry(long term, long index, MembershipChange change) {
        Proposal proposal = MembershipChangeCodec.propose(change);
        return new Entry(proposal.type(), term, index, proposal.data());
    }

    static Proposal command(String text) {
        return Proposal.command(Payload.utf8(text));
    }

    /** The context of a leader's heartbeats in this round. */
    static Payload round(long round) {
        return Payload.wrap(ByteBuffer.allocate(8).putLong(round).array());
    }
}
