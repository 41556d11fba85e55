package dev.pharos.raft.model;

import java.util.List;

/** What members say to each other; the meaning of each is that of its raftpb counterpart. */
public sealed interface Message {
    Envelope envelope();

    <R> R accept(Handler<R> handler);

    default long from() {
        return envelope().from();
    }

    default long to() {
        return envelope().to();
    }

    default long term() {
        return envelope().term();
    }

    /** Entries that follow {@code previous}; without any it only probes, or brings news of the commit index. */
    record Append(Envelope envelope, EntryId previous, List<Entry> entries, long commit) implements Message {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.onAppend(this);
        }
    }

    /** The sender's disk holds the leader's log up to {@code index}. Index 0 with a newer term only deposes. */
    record AppendAccepted(Envelope envelope, long index) implements Message {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.onAppendAccepted(this);
        }
    }

    /** The entry before {@code refused + 1} is missing or differs; the logs can agree at {@code hint} at the latest. */
    record AppendRejected(Envelope envelope, long refused, EntryId hint) implements Message {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.onAppendRejected(this);
        }
    }

    record Heartbeat(Envelope envelope, long commit, Payload context) implements Message {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.onHeartbeat(this);
        }
    }

    record HeartbeatAnswer(Envelope envelope, Payload context) implements Message {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.onHeartbeatAnswer(this);
        }
    }

    /** For a pre-vote the envelope's term is the one the sender would campaign in. */
    record VoteRequest(Envelope envelope, VoteKind kind, EntryId last) implements Message {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.onVoteRequest(this);
        }
    }

    /** A granted pre-vote carries the requested term, a refused one the voter's own. */
    record VoteAnswer(Envelope envelope, VoteKind kind, Verdict verdict) implements Message {
        /** How a voter decided. */
        public enum Verdict {
            GRANTED,
            REFUSED
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.onVoteAnswer(this);
        }
    }

    record InstallSnapshot(Envelope envelope, Snapshot snapshot) implements Message {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.onInstallSnapshot(this);
        }
    }

    /** The leader hands over: campaign at once. */
    record TimeoutNow(Envelope envelope) implements Message {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.onTimeoutNow(this);
        }
    }

    /** A wish that {@code envelope.from()} becomes leader. */
    record TransferLeader(Envelope envelope) implements Message {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.onTransferLeader(this);
        }
    }

    /** A follower asks up to which index it must have applied to answer the reads under {@code context}. */
    record ReadIndexRequest(Envelope envelope, Payload context) implements Message {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.onReadIndexRequest(this);
        }
    }

    record ReadIndexAnswer(Envelope envelope, Payload context, long index) implements Message {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.onReadIndexAnswer(this);
        }
    }

    /** A follower passes proposals on to the leader. */
    record Forward(Envelope envelope, List<Proposal> proposals) implements Message {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.onForward(this);
        }
    }

    /** One case per message, so that a new kind breaks the build wherever it is not handled. */
    interface Handler<R> {
        R onAppend(Append append);

        R onAppendAccepted(AppendAccepted accepted);

        R onAppendRejected(AppendRejected rejected);

        R onHeartbeat(Heartbeat heartbeat);

        R onHeartbeatAnswer(HeartbeatAnswer answer);

        R onVoteRequest(VoteRequest request);

        R onVoteAnswer(VoteAnswer answer);

        R onInstallSnapshot(InstallSnapshot install);

        R onTimeoutNow(TimeoutNow timeoutNow);

        R onTransferLeader(TransferLeader transfer);

        R onReadIndexRequest(ReadIndexRequest request);

        R onReadIndexAnswer(ReadIndexAnswer answer);

        R onForward(Forward forward);
    }
}
