package dev.pharos.raft.core;

import dev.pharos.raft.check.InvariantViolation;
import dev.pharos.raft.core.Bench.Start;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.EntrySpan;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.Append;
import dev.pharos.raft.model.Message.Heartbeat;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.RaftOptions;
import dev.pharos.raft.model.RaftOptions.Flow;
import dev.pharos.raft.model.RaftOptions.Reads;
import dev.pharos.raft.model.ReadMode;
import dev.pharos.raft.model.Snapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever others say, a member drops it or does as it is told; it never breaks. The one exception are two
 * leaders in one term, which nobody can survive.
 */
class CoreFuzzTest {
    private static final int RUNS = 3_000;
    private static final int STEPS = 150;

    @Test
    void plausible_but_wrong_messages_break_nothing() {
        for (long seed = 0; seed < RUNS; seed++) {
            new Run(seed, 0).play();
        }
    }

    @Test
    void absurd_numbers_break_nothing() {
        for (long seed = 0; seed < RUNS; seed++) {
            new Run(seed, 8).play();
        }
    }

    /** One member under fire. */
    private static final class Run {
        private final long seed;
        private final Random random;
        private final RandomMessages messages;
        private final RaftCore core;
        private final Deque<Long> writes = new ArrayDeque<>();
        private final Deque<List<Entry>> applying = new ArrayDeque<>();
        private final ArrayDeque<Ready.Recall> recalls = new ArrayDeque<>();
        private final List<String> story = new ArrayList<>();
        private long restoring;

        Run(long seed, int absurdPercent) {
            this.seed = seed;
            this.random = new Random(seed);
            this.messages = new RandomMessages(random, absurdPercent);
            Start start = Start.EMPTY.with(options()).with(group());
            if (random.nextBoolean()) {
                start = start.in(3, 0, 2)
                        .from(new Snapshot(new EntryId(1, 2), start.membership(), Payload.EMPTY))
                        .holding(Bench.entry(1, 3), Bench.entry(2, 4), Bench.entry(3, 5));
            }
            this.core = random.nextInt(3) == 0
                    ? start.leader().core()
                    : start.follower().core();
        }

        private Membership group() {
            return random.nextInt(4) == 0 ? Membership.ofVoters(1) : Bench.THREE;
        }

        private RaftOptions options() {
            RaftOptions base = random.nextBoolean() ? Bench.OPTIONS : Bench.PRE_VOTE;
            ReadMode mode = random.nextBoolean() ? ReadMode.QUORUM : ReadMode.LEASE;
            return base.with(new Flow(60, 2, 100, 100, 100, 200)).with(new Reads(mode, 2, 3));
        }

        void play() {
            try {
                for (int step = 0; step < STEPS; step++) {
                    if (!takeStep()) {
                        return;
                    }
                }
            } catch (RuntimeException | Error broken) {
                int from = Math.max(0, story.size() - 30);
                throw new AssertionError(
                        "seed " + seed + "\n" + String.join("\n", story.subList(from, story.size())), broken);
            }
        }

        /** False when the group is broken beyond repair. */
        private boolean takeStep() {
            switch (random.nextInt(12)) {
                case 0 -> note("tick", core::tick);
                case 1 -> note("propose", () -> core.propose(messages.proposal()));
                case 2 -> note("read", () -> core.readIndex(Payload.utf8("r")));
                case 3 -> note("disk", this::completeWrite);
                case 4 -> note("apply", this::completeApply);
                case 5 -> note("oddity", this::somethingRare);
                default -> {
                    if (!hear(messages.next(core.status().term(), core.status().last()))) {
                        return false;
                    }
                }
            }
            if (random.nextInt(3) == 0) {
                note("ready", this::takeReady);
            }
            return true;
        }

        private void note(String what, Runnable input) {
            story.add(what + " " + core.status());
            input.run();
        }

        private boolean hear(Message message) {
            story.add(message + " " + core.status());
            boolean second = isSecondLeader(message);
            try {
                core.step(message);
            } catch (InvariantViolation broken) {
                if (second && broken.getMessage().startsWith("one leader a term")) {
                    return false;
                }
                throw broken;
            }
            return true;
        }

        private boolean isSecondLeader(Message message) {
            boolean leads =
                    message instanceof Append || message instanceof Heartbeat || message instanceof InstallSnapshot;
            long leader = core.status().leader();
            return leads
                    && message.from() != 0
                    && message.term() == core.status().term()
                    && leader != 0
                    && leader != message.from();
        }

        private void somethingRare() {
            long member = random.nextInt(6);
            switch (random.nextInt(7)) {
                case 0 -> core.transferLeadership(member);
                case 1 -> core.campaign();
                case 2 -> core.unreachable(member);
                case 3 -> core.snapshotDelivered(member);
                case 4 -> core.diskStartsAt(core.status().applied() - random.nextInt(5));
                case 5 -> completeRecall();
                default -> core.snapshotFailed(member);
            }
        }

        private void takeReady() {
            Ready ready = core.ready();
            ready.write().ifPresent(write -> writes.add(write.number()));
            recalls.addAll(ready.recalls());
            ready.restore().ifPresent(snapshot -> restoring = snapshot.at().index());
            if (!ready.committed().isEmpty()) {
                applying.add(ready.committed());
            }
        }

        private void completeWrite() {
            if (!writes.isEmpty()) {
                core.persisted(writes.remove());
            }
        }

        private void completeRecall() {
            if (!recalls.isEmpty()) {
                Ready.Recall recall = recalls.remove();
                EntrySpan span = recall.span();
                long last = Math.min(span.last(), span.first() + random.nextInt(4) - 1);
                core.recalled(
                        recall,
                        LongStream.rangeClosed(span.first(), last)
                                .mapToObj(index -> Bench.entry(span.term(), index))
                                .toList());
            }
        }

        private void completeApply() {
            if (!applying.isEmpty()) {
                List<Entry> entries = applying.remove();
                Entry last = entries.get(entries.size() - 1);
                if (entries.stream().anyMatch(Entry::changesMembership)) {
                    core.membershipApplied(messages.membership());
                }
                core.applied(last.index());
                if (random.nextInt(4) == 0) {
                    Membership membership = core.status().membership();
                    core.snapshotTaken(new Snapshot(last.id(), membership, Payload.EMPTY), random.nextInt(3), 60);
                }
            } else if (restoring > 0) {
                core.restored(restoring);
                restoring = 0;
            }
        }
    }
}
