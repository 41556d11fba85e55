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
import dev.pharos.raft.model.Proposal;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.model.VoteKind;
import java.util.List;
import java.util.stream.IntStream;

/** Messages of every kind. */
final class RandomMessages {
    private static final int KINDS = 13;

    /** The answer in a transfer comes back as that to an election. */
    private static final VoteKind[] ANSWERED = {VoteKind.PRE_VOTE, VoteKind.ELECTION};

    private final RandomValues values;

    RandomMessages(long seed) {
        this.values = new RandomValues(seed);
    }

    /** Of the kind that is due after so many. */
    Message next(int count) {
        Envelope to = new Envelope(values.number(), values.number(), values.number());
        return switch (count % KINDS) {
            case 0 -> new Append(to, id(), entries(count % 5), values.number());
            case 1 -> new AppendAccepted(to, values.number());
            case 2 -> new AppendRejected(to, values.number(), id());
            case 3 -> new Heartbeat(to, values.number(), values.payload());
            case 4 -> new HeartbeatAnswer(to, values.payload());
            case 5 -> new VoteRequest(to, values.oneOf(VoteKind.values()), id());
            case 6 -> new VoteAnswer(to, values.oneOf(ANSWERED), values.oneOf(Verdict.values()));
            case 7 -> new InstallSnapshot(to, snapshot());
            case 8 -> new TimeoutNow(to);
            case 9 -> new TransferLeader(to);
            case 10 -> new ReadIndexRequest(to, values.payload());
            case 11 -> new ReadIndexAnswer(to, values.payload(), values.number());
            default -> new Forward(to, proposals(count % 4));
        };
    }

    private EntryId id() {
        return new EntryId(values.number(), values.number());
    }

    private List<Entry> entries(int count) {
        return IntStream.range(0, count).mapToObj(i -> values.entry()).toList();
    }

    private List<Proposal> proposals(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Proposal(EntryType.numbered(i % 3), values.payload()))
                .toList();
    }

    private Snapshot snapshot() {
        Snapshot any = values.snapshot();
        return new Snapshot(new EntryId(1, values.number() | 1), any.membership(), any.data());
    }
}
