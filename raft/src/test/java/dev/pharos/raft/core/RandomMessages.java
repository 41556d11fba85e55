package dev.pharos.raft.core;

import dev.pharos.raft.codec.MembershipChangeCodec;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.Envelope;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.StepKind;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.VoteAnswer.Verdict;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Proposal;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.model.VoteKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Messages that are right in their types and in nothing else. */
final class RandomMessages {
    private static final long[] ABSURD = {
        Long.MIN_VALUE, -1_000, -2, -1, 1L << 31, 1L << 32, 1L << 40, Long.MAX_VALUE - 1, Long.MAX_VALUE
    };
    private static final VoteKind[] KINDS = VoteKind.values();
    private static final EntryType[] TYPES = EntryType.values();
    private static final StepKind[] STEPS = StepKind.values();

    private final Random random;
    /** Of a hundred numbers, so many are absurd. */
    private final int absurdPercent;

    RandomMessages(Random random, int absurdPercent) {
        this.random = random;
        this.absurdPercent = absurdPercent;
    }

    /** For a member that is in {@code term} with a log that ends at {@code last}. */
    Message next(long term, EntryId last) {
        Envelope envelope = new Envelope(random.nextInt(7), random.nextInt(50) == 0 ? 2 : Bench.SELF, near(term));
        return switch (random.nextInt(13)) {
            case 0, 1 -> new Message.Append(envelope, position(last), entries(last), near(last.index()));
            case 2 -> new Message.AppendAccepted(envelope, near(last.index()));
            case 3 -> new Message.AppendRejected(envelope, near(last.index()), position(last));
            case 4 -> new Message.Heartbeat(envelope, near(last.index()), payload());
            case 5 -> new Message.HeartbeatAnswer(envelope, random.nextBoolean() ? payload() : Said.round(near(1)));
            case 6 -> new Message.VoteRequest(envelope, KINDS[random.nextInt(KINDS.length)], position(last));
            case 7 ->
                new Message.VoteAnswer(
                        envelope,
                        KINDS[random.nextInt(KINDS.length)],
                        random.nextInt(4) == 0 ? Verdict.REFUSED : Verdict.GRANTED);
            case 8 -> new Message.InstallSnapshot(envelope, new Snapshot(position(last), membership(), payload()));
            case 9 -> random.nextBoolean() ? new Message.TimeoutNow(envelope) : new Message.TransferLeader(envelope);
            case 10 -> new Message.ReadIndexRequest(outsideTerms(envelope), payload());
            case 11 -> new Message.ReadIndexAnswer(envelope, payload(), near(last.index()));
            default -> new Message.Forward(outsideTerms(envelope), List.of(proposal(), proposal()));
        };
    }

    Proposal proposal() {
        return switch (random.nextInt(4)) {
            case 0 -> new Proposal(TYPES[random.nextInt(TYPES.length)], payload());
            case 1 ->
                MembershipChangeCodec.propose(
                        MembershipChange.single(STEPS[random.nextInt(STEPS.length)], random.nextInt(7)));
            default -> Proposal.command(payload());
        };
    }

    /** Well formed, unlike what may come in a forwarded proposal: a leader lets nothing else into its log. */
    private Proposal change() {
        return MembershipChangeCodec.propose(
                MembershipChange.single(STEPS[random.nextInt(STEPS.length)], random.nextInt(7)));
    }

    Membership membership() {
        long[] voters = new long[1 + random.nextInt(4)];
        for (int i = 0; i < voters.length; i++) {
            voters[i] = 1L + random.nextInt(5);
        }
        return Membership.ofVoters(voters);
    }

    private Envelope outsideTerms(Envelope envelope) {
        return random.nextInt(10) == 0 ? envelope : new Envelope(envelope.from(), envelope.to(), 0);
    }

    private EntryId position(EntryId last) {
        if (random.nextInt(3) == 0) {
            return last;
        }
        return new EntryId(near(last.term()), near(last.index()));
    }

    private List<Entry> entries(EntryId last) {
        List<Entry> entries = new ArrayList<>();
        long index = near(last.index());
        long term = near(last.term());
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            index += random.nextInt(10) == 0 ? near(0) : 1;
            term += random.nextInt(10) == 0 ? near(0) : 0;
            Proposal content = random.nextInt(3) == 0 ? change() : Proposal.command(payload());
            entries.add(new Entry(content.type(), term, index, content.data()));
        }
        return entries;
    }

    private long near(long number) {
        if (random.nextInt(100) < absurdPercent) {
            return ABSURD[random.nextInt(ABSURD.length)];
        }
        return random.nextBoolean() ? number : number + random.nextInt(7) - 3;
    }

    private Payload payload() {
        byte[] bytes = new byte[random.nextInt(12)];
        random.nextBytes(bytes);
        return Payload.wrap(bytes);
    }
}
