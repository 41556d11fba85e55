package dev.pharos.raft.codec;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.MemberSet;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Membership.LeaveMode;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.Step;
import dev.pharos.raft.model.MembershipChange.StepKind;
import dev.pharos.raft.model.MembershipChange.Transition;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Snapshot;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Values of every shape, small numbers and ids of 64 bits alike. */
final class RandomValues {
    private final SplittableRandom random;

    RandomValues(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** As many significant bits as it happens, so that varints of every length occur. */
    long number() {
        return random.nextLong() >>> random.nextInt(64);
    }

    Payload payload() {
        byte[] bytes = new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(300)];
        random.nextBytes(bytes);
        return Payload.wrap(bytes);
    }

    Entry entry() {
        return new Entry(oneOf(EntryType.values()), number(), number(), payload());
    }

    HardState hardState() {
        return new HardState(number(), number(), number());
    }

    Membership membership() {
        MemberSet voters = members(1, 5);
        if (random.nextBoolean()) {
            return Membership.of(voters, members(11, 3));
        }
        MemberSet outgoing = members(4, 5);
        MemberSet next = outgoing.size() > 1 ? MemberSet.of(outgoing.get(0)) : MemberSet.EMPTY;
        LeaveMode mode = random.nextBoolean() && !outgoing.isEmpty() ? LeaveMode.AUTOMATIC : LeaveMode.EXPLICIT;
        return new Membership(voters, outgoing, members(11, 3), next, mode);
    }

    private MemberSet members(long first, int most) {
        long scale = random.nextBoolean() ? 1 : 0x1234_5678_9ABCL;
        int count = random.nextInt(most + 1);
        return MemberSet.of(
                IntStream.range(0, count).mapToLong(i -> (first + i) * scale).toArray());
    }

    MembershipChange change() {
        List<Step> steps = IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> new Step(oneOf(StepKind.values()), number()))
                .toList();
        return new MembershipChange(oneOf(Transition.values()), steps, payload());
    }

    Snapshot snapshot() {
        return new Snapshot(new EntryId(number(), number()), membership(), payload());
    }

    <T> T oneOf(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
