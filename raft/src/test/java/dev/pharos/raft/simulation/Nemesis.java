package dev.pharos.raft.simulation;

import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.Step;
import dev.pharos.raft.model.MembershipChange.StepKind;
import dev.pharos.raft.model.MembershipChange.Transition;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.simulation.disk.CrashMode;
import dev.pharos.raft.simulation.disk.SimDisk;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** Makes trouble, in the mix that the seed drew, until it is told to stop. */
final class Nemesis {
    private static final int MOST_JOINERS = 4;
    private static final List<CrashMode> CRASH_MODES = List.of(CrashMode.values());
    private static final List<Transition> TRANSITIONS = List.of(Transition.values());

    private final SimGroup group;
    private final Clients clients;
    private final SplittableRandom random;
    private final Swarm.Faults faults;
    private int joiners;
    private boolean stopped;

    Nemesis(SimGroup group, Clients clients, SplittableRandom random) {
        this.group = group;
        this.clients = clients;
        this.random = random;
        this.faults = group.swarm().faults();
        if (faults.total() > 0) {
            scheduleNext();
        }
    }

    /** All faults end; everybody comes back. */
    void stop() {
        stopped = true;
        group.network().heal();
        group.network().quality(new Swarm.Network(10, 0, 0, 0));
        for (SimMember member : group.members()) {
            member.pauseUntil(0);
            member.clockRate(1000);
            member.diskDelay(5);
            member.applyDelay(4);
            member.logDisk().limitBytes(Long.MAX_VALUE);
            member.snapshotDisk().limitBytes(Long.MAX_VALUE);
            group.restart(member);
            member.pump();
        }
    }

    private void scheduleNext() {
        group.scheduler().after(1 + random.nextInt(2 * faults.meanPause()), () -> {
            if (!stopped) {
                strike();
                scheduleNext();
            }
        });
    }

    private void strike() {
        int choice = random.nextInt(faults.total());
        if ((choice -= faults.crash()) < 0) {
            crash();
        } else if ((choice -= faults.partition()) < 0) {
            partition();
        } else if ((choice -= faults.slowness()) < 0) {
            slowDown();
        } else if ((choice -= faults.disk()) < 0) {
            breakDisk();
        } else if ((choice -= faults.membership()) < 0) {
            changeMembership();
        } else {
            transferLeadership();
        }
    }

    private SimMember any() {
        List<SimMember> members = group.members();
        return members.get(random.nextInt(members.size()));
    }

    /** The leader, or somebody: faults that hit the leader teach most. */
    private SimMember victim() {
        Optional<SimMember> leader = group.leader();
        return leader.isPresent() && random.nextInt(3) > 0 ? leader.get() : any();
    }

    private void crash() {
        boolean all = random.nextInt(8) == 0;
        List<SimMember> victims = all ? group.members() : List.of(victim());
        CrashMode mode = CRASH_MODES.get(random.nextInt(CRASH_MODES.size()));
        for (SimMember member : victims) {
            if (random.nextBoolean()) {
                clients.burst(member);
                group.scheduler().after(random.nextInt(120), () -> crash(member, mode));
            } else {
                crash(member, mode);
            }
        }
    }

    private void crash(SimMember member, CrashMode mode) {
        if (stopped) {
            return;
        }
        if (random.nextInt(3) == 0) {
            group.trace().line(group.scheduler().now(), member.id() + " is killed");
            member.kill();
        } else {
            group.trace().line(group.scheduler().now(), member.id() + " crashes, " + mode);
            member.crash(mode);
        }
        group.scheduler().after(1 + random.nextInt(900), () -> group.restart(member));
        if (random.nextInt(4) == 0) {
            member.tryDamage();
        }
    }

    private void partition() {
        if (stopped) {
            return;
        }
        switch (random.nextInt(4)) {
            case 0 -> group.network().heal();
            case 1 -> isolate(victim(), true, true);
            case 2 -> isolate(victim(), random.nextBoolean(), false);
            default -> split();
        }
        group.scheduler().after(150 + random.nextInt(1500), group.network()::heal);
    }

    private void isolate(SimMember member, boolean outgoing, boolean both) {
        if (stopped) {
            return;
        }
        group.statistics().count(both ? "fault.member isolated" : "fault.link cut one way");
        group.trace().line(group.scheduler().now(), "isolate " + member.id() + (both ? "" : " one way"));
        clients.burst(member);
        for (SimMember other : group.members()) {
            if (outgoing || both) {
                group.network().cut(member.id(), other.id());
            }
            if (!outgoing || both) {
                group.network().cut(other.id(), member.id());
            }
        }
    }

    private void split() {
        group.statistics().count("fault.partition");
        group.trace().line(group.scheduler().now(), "partition");
        List<SimMember> left = new ArrayList<>();
        List<SimMember> right = new ArrayList<>();
        for (SimMember member : group.members()) {
            (random.nextBoolean() ? left : right).add(member);
        }
        for (SimMember a : left) {
            for (SimMember b : right) {
                group.network().cut(a.id(), b.id());
                group.network().cut(b.id(), a.id());
            }
        }
    }

    private void slowDown() {
        SimMember member = victim();
        switch (random.nextInt(4)) {
            case 0 -> {
                group.statistics().count("fault.member paused");
                long pause = 100L + random.nextInt(1200);
                group.trace().line(group.scheduler().now(), member.id() + " pauses " + pause);
                member.pauseUntil(group.scheduler().now() + pause);
                clients.burst(member);
            }
            case 1 -> {
                group.statistics().count("fault.clock changed");
                member.clockRate(950 + random.nextInt(100));
            }
            case 2 -> {
                group.statistics().count("fault.state machine slow");
                member.applyDelay(1 + random.nextInt(600));
                group.scheduler().after(1500, () -> member.applyDelay(4));
            }
            default -> {
                group.statistics().count("fault.disk slow");
                member.diskDelay(1 + random.nextInt(400));
                group.scheduler().after(1000, () -> member.diskDelay(5));
            }
        }
    }

    private void breakDisk() {
        SimMember member = victim();
        SimDisk disk = random.nextInt(4) == 0 ? member.snapshotDisk() : member.logDisk();
        group.orderDiskFault();
        switch (random.nextInt(4)) {
            case 0 -> {
                group.statistics().count("fault.sync fails");
                disk.failNextSync();
            }
            case 1 -> {
                group.statistics().count("fault.write fails");
                disk.failNextWrite();
            }
            case 2 -> {
                group.statistics().count("fault.disk full");
                disk.limitBytes(0);
                group.scheduler().after(600, () -> disk.limitBytes(Long.MAX_VALUE));
            }
            default -> {
                group.statistics().count("fault.power cut at a write");
                disk.cutPowerAfterWrites(random.nextInt(12));
            }
        }
    }

    private void transferLeadership() {
        Optional<SimMember> leader = group.leader();
        if (leader.isPresent()) {
            group.statistics().count("transfers asked for");
            leader.get().node().transferLeadership(any().id());
            leader.get().pump();
            if (random.nextBoolean()) {
                clients.burst(leader.get());
                group.scheduler().after(random.nextInt(50), () -> isolate(leader.get(), false, random.nextBoolean()));
                group.scheduler().after(200 + random.nextInt(1500), group.network()::heal);
            }
        }
    }

    private void changeMembership() {
        Optional<SimMember> leader = group.leader();
        if (leader.isEmpty()) {
            return;
        }
        int wishes = random.nextInt(3) == 0 ? 2 : 1;
        for (int i = 0; i < wishes; i++) {
            changeMembership(leader.get());
        }
        if (random.nextInt(3) > 0) {
            clients.burst(leader.get());
            group.scheduler().after(random.nextInt(200), this::partition);
        }
    }

    private void changeMembership(SimMember leader) {
        Membership membership = leader.status().membership();
        List<Step> steps = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            steps.add(step(membership));
        }
        Transition transition =
                random.nextInt(3) == 0 ? TRANSITIONS.get(random.nextInt(TRANSITIONS.size())) : Transition.AUTO;
        long requestId = clients.nextRequestId();
        Payload context =
                Payload.wrap(ByteBuffer.allocate(Long.BYTES).putLong(requestId).array());
        MembershipChange change = membership.isJoint()
                ? new MembershipChange(Transition.AUTO, List.of(), context)
                : new MembershipChange(transition, steps, context);
        group.statistics().count("membership changes asked for");
        group.trace().line(group.scheduler().now(), "change " + change);
        CompletableFuture<?> unused = leader.node()
                .changeMembership(requestId, change)
                .thenRun(() -> group.statistics().count("membership changes made"));
        leader.pump();
    }

    private Step step(Membership membership) {
        if (random.nextInt(3) == 0 && joiners < MOST_JOINERS) {
            joiners++;
            long joiner = group.joiner().id();
            return new Step(random.nextBoolean() ? StepKind.ADD_LEARNER : StepKind.ADD_VOTER, joiner);
        }
        long member = any().id();
        if (membership.isLearner(member)) {
            return new Step(random.nextInt(3) == 0 ? StepKind.REMOVE : StepKind.ADD_VOTER, member);
        }
        boolean shrinks = membership.voters().size() > 2 && membership.isVoter(member);
        if (shrinks && random.nextBoolean()) {
            return new Step(random.nextInt(3) == 0 ? StepKind.ADD_LEARNER : StepKind.REMOVE, member);
        }
        return new Step(StepKind.ADD_VOTER, member);
    }
}
