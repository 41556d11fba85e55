package dev.pharos.raft.simulation;

import dev.pharos.raft.core.RaftCore;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.StepKind;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.RaftEvent;
import dev.pharos.raft.model.RaftEvent.ImpossibleMessage;
import dev.pharos.raft.model.RaftEvent.MembershipTaken;
import dev.pharos.raft.model.RaftEvent.QuorumLost;
import dev.pharos.raft.model.RaftEvent.RoleTaken;
import dev.pharos.raft.model.RoleName;
import dev.pharos.raft.simulation.disk.CrashMode;
import dev.pharos.raft.simulation.invariant.GroupWatch;
import dev.pharos.raft.simulation.invariant.Violation;
import dev.pharos.raft.storage.disk.StorageFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The members of one simulated group, and what they share: time, network, invariants, counts. */
final class SimGroup {
    private final Swarm swarm;
    private final Scheduler scheduler;
    private final SplittableRandom random;
    private final Statistics statistics;
    private final Trace trace;
    private final GroupWatch watch = new GroupWatch(this::running);
    private final SimNetwork network;
    private final Map<Long, SimMember> members = new TreeMap<>();
    /** A storage failure that was not ordered is a bug. */
    private boolean diskFaultsOrdered;

    SimGroup(Swarm swarm, Scheduler scheduler, SplittableRandom random, Statistics statistics, Trace trace) {
        this.swarm = swarm;
        this.scheduler = scheduler;
        this.random = random;
        this.statistics = statistics;
        this.trace = trace;
        this.network = new SimNetwork(scheduler, random.split(), swarm.network(), statistics, this::arrived);
        found();
    }

    private void found() {
        List<MembershipChange> founders = new ArrayList<>();
        int voters = swarm.group().voters();
        for (long id = 1; id <= voters + swarm.group().learners(); id++) {
            StepKind kind = id <= voters ? StepKind.ADD_VOTER : StepKind.ADD_LEARNER;
            founders.add(MembershipChange.single(kind, id));
        }
        for (long id = 1; id <= founders.size(); id++) {
            members.put(id, new SimMember(id, this, random.split(), founders));
        }
        members.values().forEach(SimMember::start);
    }

    private @Nullable RaftCore running(long id) {
        SimMember member = members.get(id);
        return member != null && member.isUp() ? member.node().core() : null;
    }

    /** A new machine with an empty disk, not yet in the group. */
    SimMember joiner() {
        long id = members.size() + 1L;
        SimMember joiner = new SimMember(id, this, random.split(), List.of());
        members.put(id, joiner);
        joiner.start();
        return joiner;
    }

    void send(SimMember from, Message message) {
        watch.sent(from.id(), message, from.node().core());
        trace.mix(message.from() * 31 + message.to());
        trace.mix(message.term() * 31 + message.getClass().getSimpleName().hashCode());
        if (trace.isVerbose()) {
            trace.line(scheduler.now(), "send " + message);
        }
        network.send(message, () -> {
            if (from.isUp()) {
                from.node().unreachable(message.to());
                from.pump();
            }
        });
    }

    private void arrived(Message message) {
        trace.mix(scheduler.now());
        SimMember to = members.get(message.to());
        if (to != null && to.isUp()) {
            if (trace.isVerbose()) {
                trace.line(scheduler.now(), "arrive " + message);
            }
            to.receive(message);
        }
    }

    void happened(SimMember member, RaftEvent event) {
        if (trace.isVerbose()) {
            trace.line(scheduler.now(), member.id() + " " + event);
        }
        if (event instanceof RoleTaken taken && taken.role() == RoleName.LEADER) {
            statistics.count("elections won");
            watch.elected(member.id(), taken.term(), member.node().core());
        } else if (event instanceof MembershipTaken) {
            statistics.count("memberships taken");
        } else if (event instanceof QuorumLost) {
            statistics.count("leaders without quorum");
        } else if (event instanceof ImpossibleMessage impossible) {
            throw new Violation("possible messages", member.id() + " got " + impossible.message());
        }
    }

    /** The member's process ends by itself, as it must when its disk fails. */
    void failed(SimMember member, Throwable failure) {
        if (!(failure instanceof StorageFailure) || !diskFaultsOrdered) {
            if (failure instanceof RuntimeException bug) {
                throw bug;
            }
            throw new IllegalStateException(failure);
        }
        statistics.count("members stopped by their disk");
        trace.line(scheduler.now(), member.id() + " stops: " + failure.getMessage());
        if (random.nextBoolean()) {
            member.kill();
        } else {
            List<CrashMode> modes = List.of(CrashMode.values());
            member.crash(modes.get(random.nextInt(modes.size())));
        }
        scheduler.after(300, () -> restart(member));
    }

    void restart(SimMember member) {
        if (!member.isUp()) {
            trace.line(scheduler.now(), member.id() + " starts");
            member.start();
        }
    }

    void orderDiskFault() {
        diskFaultsOrdered = true;
    }

    Optional<SimMember> leader() {
        SimMember found = null;
        for (SimMember member : members.values()) {
            if (member.isUp() && member.status().role() == RoleName.LEADER) {
                boolean newer =
                        found == null || member.status().term() > found.status().term();
                found = newer ? member : found;
            }
        }
        return Optional.ofNullable(found);
    }

    List<SimMember> members() {
        return new ArrayList<>(members.values());
    }

    List<SimMember> up() {
        return members.values().stream().filter(SimMember::isUp).toList();
    }

    Swarm swarm() {
        return swarm;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Statistics statistics() {
        return statistics;
    }

    Trace trace() {
        return trace;
    }

    GroupWatch watch() {
        return watch;
    }

    SimNetwork network() {
        return network;
    }
}
