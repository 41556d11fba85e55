package dev.pharos.raft.simulation;

import dev.pharos.raft.check.InvariantViolation;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.simulation.disk.SimDisk;
import dev.pharos.raft.simulation.disk.StorageWarnings;
import dev.pharos.raft.simulation.invariant.Violation;
import dev.pharos.testkit.linearizability.LinearizabilityChecker;
import dev.pharos.testkit.linearizability.SearchBudget;
import dev.pharos.testkit.linearizability.Verdict;
import dev.pharos.testkit.linearizability.models.MapInput;
import dev.pharos.testkit.linearizability.models.MapModel;
import dev.pharos.testkit.linearizability.models.MapOutput;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** One run of one seed: trouble for so many steps, then peace until the group has made progress. */
final class Simulation {
    /** Peace must bring progress within this time; a few elections, a snapshot and a catch-up fit in. */
    private static final long PEACE_MILLIS = 400L * Swarm.TICK_MILLIS;

    private static final int CLIENTS = 4;
    private static final long MOST_CONFIGURATIONS = 300_000;

    /** What a run found. */
    record Result(long seed, long hash, Statistics statistics, Optional<String> failure, String trace) {}

    private final long seed;
    private final Scheduler scheduler = new Scheduler();
    private final Statistics statistics = new Statistics();
    private final Trace trace;
    private final Swarm swarm;
    private final SplittableRandom random;

    static {
        StorageWarnings.off();
    }

    private Simulation(long seed, boolean verbose) {
        this.seed = seed;
        this.trace = new Trace(verbose);
        this.random = new SplittableRandom(seed);
        this.swarm = Swarm.of(random);
    }

    static Result run(long seed, int steps) {
        return new Simulation(seed, false).run(steps);
    }

    static Result runVerbosely(long seed, int steps) {
        return new Simulation(seed, true).run(steps);
    }

    private Result run(int steps) {
        Optional<String> failure = Optional.empty();
        try {
            simulate(steps);
        } catch (Violation | InvariantViolation broken) {
            failure = Optional.of(broken.getMessage());
        } catch (RuntimeException unexpected) {
            failure =
                    Optional.of("unexpected " + unexpected + " at " + unexpected.getStackTrace()[0]);
        }
        failure.ifPresent(what -> trace.line(scheduler.now(), "FAILED " + what));
        return new Result(seed, trace.hash(), statistics, failure, trace.text());
    }

    private void simulate(int steps) {
        SimGroup group = new SimGroup(swarm, scheduler, random.split(), statistics, trace);
        Clients clients = new Clients(group, random.split(), CLIENTS);
        Nemesis nemesis = new Nemesis(group, clients, random.split());
        for (int step = 0; step < steps; step++) {
            scheduler.step();
        }
        statistics.add("steps", steps);
        nemesis.stop();
        settle(group, clients);
        judge(clients);
        count(group);
    }

    /** All faults are over: the group must commit something new, and all its members must apply it. */
    private void settle(SimGroup group, Clients clients) {
        long start = scheduler.now();
        long target = -1;
        while (scheduler.now() < start + PEACE_MILLIS) {
            statistics.count("steps in peace");
            scheduler.step();
            if (target < 0 && group.leader().isPresent() && hasAnswered(start)) {
                target = group.watch().highestCommitted();
                clients.pause();
            }
            if (target >= 0 && allApplied(group, target)) {
                statistics.add("peace millis", scheduler.now() - start);
                return;
            }
        }
        throw new Violation("liveness", "no progress within " + PEACE_MILLIS + " ms of peace, target " + target);
    }

    private long answeredBefore = -1;

    private boolean hasAnswered(long start) {
        long answered = statistics.get("operations answered");
        if (answeredBefore < 0) {
            answeredBefore = answered;
        }
        return answered > answeredBefore + 2 && scheduler.now() > start;
    }

    private static boolean allApplied(SimGroup group, long index) {
        Membership membership =
                group.leader().map(leader -> leader.status().membership()).orElse(Membership.EMPTY);
        if (membership.voters().isEmpty()) {
            return false;
        }
        for (SimMember member : group.members()) {
            boolean counts = membership.contains(member.id());
            if (counts && (!member.isUp() || member.machine().applied().index() < index)) {
                return false;
            }
        }
        return true;
    }

    private void judge(Clients clients) {
        LinearizabilityChecker<Map<Integer, Long>, MapInput<Integer, Long>, MapOutput<Integer, Long>> checker =
                new LinearizabilityChecker<>(new MapModel<>(), SearchBudget.configurations(MOST_CONFIGURATIONS));
        Verdict<MapInput<Integer, Long>, MapOutput<Integer, Long>> verdict = checker.check(clients.history());
        if (verdict instanceof Verdict.NotLinearizable<?, ?>) {
            throw new Violation("linearizability", verdict.describe());
        }
        statistics.count(verdict.isLinearizable() ? "histories checked" : "histories undecided");
    }

    private void count(SimGroup group) {
        statistics.add("virtual millis", scheduler.now());
        statistics.add("entries compared", group.watch().entriesCompared());
        statistics.add("entries replaced", group.watch().entriesReplaced());
        statistics.add("states compared", group.watch().statesCompared());
        statistics.add("messages audited", group.watch().messagesAudited());
        statistics.add("entries committed", group.watch().highestCommitted());
        for (SimMember member : group.members()) {
            count(member.logDisk());
            count(member.snapshotDisk());
        }
    }

    private void count(SimDisk disk) {
        disk.faults()
                .forEach((kind, times) -> statistics.add("disk." + kind.name().toLowerCase(Locale.ROOT), times));
    }
}
