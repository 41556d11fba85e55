package dev.pharos.raft.simulation;

import dev.pharos.raft.core.RaftStatus;
import dev.pharos.raft.log.Journal;
import dev.pharos.raft.machine.RaftObserver;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.model.RaftEvent;
import dev.pharos.raft.node.RaftNode;
import dev.pharos.raft.node.RaftNodeBuilder;
import dev.pharos.raft.node.SteppedNode;
import dev.pharos.raft.simulation.SimMachine.Witness;
import dev.pharos.raft.simulation.disk.CrashMode;
import dev.pharos.raft.simulation.disk.SimDisk;
import dev.pharos.raft.simulation.invariant.Violation;
import dev.pharos.raft.storage.MemberStorage;
import dev.pharos.raft.storage.disk.StorageFailure;
import dev.pharos.raft.storage.log.LogOptions;
import dev.pharos.raft.storage.recovery.RecoveredLog;
import dev.pharos.raft.transport.Transport;
import dev.pharos.testkit.linearizability.models.MapOutput;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One member as a process that runs, hangs, dies and comes back, with its disks. */
final class SimMember {
    private final long id;
    private final SimGroup group;
    private final SplittableRandom random;
    private final List<MembershipChange> founders;
    private final SimDisk logDisk;
    private final SimDisk snapshotDisk;
    private final SimMachine.OwnDisk machineDisk = new SimMachine.OwnDisk();
    private @Nullable SteppedNode<MapOutput<Integer, Long>> node;
    private @Nullable SimMachine machine;
    /** Rises with every start, so that what was scheduled for an earlier life is recognised. */
    private int life;

    private long pausedUntil;
    /** How many of its own milliseconds pass in 1000 of the world's. */
    private long clockRate = 1000;

    private long clockBase;
    private boolean loopScheduled;
    private boolean logScheduled;
    private boolean readerScheduled;
    private boolean applyScheduled;
    private int diskDelay = 5;
    private int applyDelay = 4;

    SimMember(long id, SimGroup group, SplittableRandom random, List<MembershipChange> founders) {
        this.id = id;
        this.group = group;
        this.random = random;
        this.founders = founders;
        this.logDisk = new SimDisk("wal" + id);
        this.snapshotDisk = new SimDisk("snap" + id);
    }

    long id() {
        return id;
    }

    boolean isUp() {
        return node != null;
    }

    SteppedNode<MapOutput<Integer, Long>> node() {
        return Objects.requireNonNull(node);
    }

    SimMachine machine() {
        return Objects.requireNonNull(machine);
    }

    RaftStatus status() {
        return node().core().status();
    }

    int life() {
        return life;
    }

    SimDisk logDisk() {
        return logDisk;
    }

    SimDisk snapshotDisk() {
        return snapshotDisk;
    }

    /** Starts the process; what recovery finds must keep what the member promised. */
    void start() {
        life++;
        if (random.nextInt(3) == 0 && !logDisk.isPowerCut() && !snapshotDisk.isPowerCut()) {
            logDisk.writeBack(random);
            snapshotDisk.writeBack(random);
        }
        long faultsBefore = faultsOnDisks();
        try {
            open();
        } catch (StorageFailure failure) {
            if (faultsOnDisks() == faultsBefore) {
                throw new Violation("recovery", id + " cannot start on sound disks: " + failure.getMessage());
            }
            group.failed(this, failure);
        }
    }

    private long faultsOnDisks() {
        return Stream.of(logDisk, snapshotDisk)
                .flatMap(disk -> disk.faults().values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    private void open() {
        SimMachine fresh = new SimMachine(
                machineDisk,
                group.swarm().group().machine() == Swarm.MachineKind.ON_DISK,
                () -> random.nextInt(3) == 0,
                witness());
        MemberStorage storage = MemberStorage.on(logDisk, snapshotDisk, logOptions(), Runnable::run);
        RaftNodeBuilder<MapOutput<Integer, Long>> builder = RaftNode.builder(id, fresh, storage, transport())
                .options(group.swarm().raft())
                .options(group.swarm().node())
                .random(random.split())
                .nanoClock(this::nanos)
                .tickInterval(Duration.ofMillis(Swarm.TICK_MILLIS))
                .observer(observer())
                .founding(founders);
        int thisLife = life;
        machine = fresh;
        node = new SteppedNode<>(
                builder,
                work -> group.scheduler().after(1 + random.nextInt(random.nextInt(4) == 0 ? 1500 : 80), () -> {
                    if (life == thisLife && isUp()) {
                        work.run();
                        pump();
                    }
                }),
                failure -> group.failed(this, failure));
        Journal journal = node.core().journal();
        group.watch().recovered(id, journal.ledger().persistedState(), node.core());
        group.watch().afterTurn(id, node.core());
        scheduleWake();
        pump();
    }

    private LogOptions logOptions() {
        return LogOptions.ofSegmentBytes(group.swarm().group().segmentBytes())
                .with(group.swarm().group().retention());
    }

    /** The machine dies; {@code mode} is what becomes of what the disks have not synced. */
    void crash(CrashMode mode) {
        if (node != null) {
            group.statistics().count("fault.crash " + mode.name().toLowerCase(Locale.ROOT));
        }
        end();
        logDisk.crash(random, mode);
        snapshotDisk.crash(random, mode);
    }

    /** The process dies; the machine goes on. */
    void kill() {
        if (node != null) {
            group.statistics().count("fault.process killed");
        }
        end();
        logDisk.kill();
        snapshotDisk.kill();
    }

    private void end() {
        if (node != null) {
            node.crash();
            node = null;
            machine = null;
        }
        loopScheduled = false;
        logScheduled = false;
        readerScheduled = false;
        applyScheduled = false;
    }

    void receive(Message message) {
        if (node != null) {
            node.receive(message);
            turnLoopSoon();
        }
    }

    /** Mostly at once; sometimes later, so that several inputs meet in one turn. */
    private void turnLoopSoon() {
        SteppedNode<?> current = node;
        if (current != null && !loopScheduled && !isPaused() && random.nextInt(4) > 0) {
            take(() -> turnLoop(current));
        }
        pump();
    }

    private void turnLoop(SteppedNode<?> current) {
        current.turnLoop();
        group.watch().afterTurn(id, current.core());
    }

    /** A turn of some duty, which may find out that its disk is broken. */
    private void take(Runnable turn) {
        try {
            turn.run();
        } catch (StorageFailure failure) {
            group.failed(this, failure);
        }
    }

    /**
     * Turns one bit on a copy of the disk of a member that is down, and tries to start from it: the damage
     * must be found, or have hit nothing that anybody was promised.
     */
    void tryDamage() {
        List<String> files = logDisk.list();
        if (isUp() || files.isEmpty()) {
            return;
        }
        SimDisk copy = logDisk.copy();
        String file = files.get(random.nextInt(files.size()));
        int bytes = copy.bytes(file).length;
        if (bytes == 0) {
            return;
        }
        long bit = random.nextLong(8L * bytes);
        copy.flipBit(file, bit);
        group.statistics().count("fault.bit turned");
        if (looksTorn(copy.bytes(file), bit)) {
            group.statistics().count("damage that looks like a torn write");
            return;
        }
        MemberStorage damaged = MemberStorage.on(copy, snapshotDisk.copy(), logOptions(), task -> {});
        try {
            RecoveredLog log = damaged.recover();
            Journal journal = new Journal(
                    log.snapshot(),
                    log.entries(),
                    log.hardState(),
                    log.snapshot().at().index());
            group.watch().recoveredFromDamage(id, log.hardState(), journal);
            group.statistics().count("damage without harm");
        } catch (StorageFailure found) {
            group.statistics().count("damage found");
        }
    }

    /**
     * Whether the bit left eight zeros at the end of half a sector: as if a batch that begins there had lost
     * that much to a crash. In the last batch nothing can tell the one from the other.
     */
    private static boolean looksTorn(byte[] content, long bit) {
        int start = (int) (bit / 64) * 8;
        boolean endsPiece = (start + 8) % 256 == 0;
        for (int i = start; endsPiece && i < Math.min(content.length, start + 8); i++) {
            endsPiece = content[i] == 0;
        }
        return endsPiece;
    }

    void pauseUntil(long time) {
        pausedUntil = time;
    }

    boolean isPaused() {
        return pausedUntil > group.scheduler().now();
    }

    void clockRate(long rate) {
        clockBase = millis();
        clockRateSince = group.scheduler().now();
        clockRate = rate;
    }

    private long clockRateSince;

    private long millis() {
        return clockBase + (group.scheduler().now() - clockRateSince) * clockRate / 1000;
    }

    private long nanos() {
        return millis() * 1_000_000;
    }

    void diskDelay(int millis) {
        diskDelay = millis;
    }

    void applyDelay(int millis) {
        applyDelay = millis;
    }

    private void scheduleWake() {
        int thisLife = life;
        group.scheduler().after(Swarm.TICK_MILLIS * 1000L / clockRate, () -> {
            if (life == thisLife && node != null) {
                node.wake();
                turnLoopSoon();
                scheduleWake();
            }
        });
    }

    /** Gives every duty that has work a turn, soon. */
    void pump() {
        SteppedNode<?> current = node;
        if (current == null) {
            return;
        }
        if (!loopScheduled && current.hasLoopWork()) {
            loopScheduled = true;
            schedule(random.nextInt(3), () -> {
                loopScheduled = false;
                turnLoop(current);
            });
        }
        if (!logScheduled && current.hasLogWork()) {
            logScheduled = true;
            schedule(1 + random.nextInt(diskDelay), () -> {
                logScheduled = false;
                current.turnLog();
            });
        }
        if (!readerScheduled && current.hasReaderWork()) {
            readerScheduled = true;
            schedule(1 + random.nextInt(diskDelay), () -> {
                readerScheduled = false;
                group.statistics().count("times the log was read back");
                current.turnReader();
            });
        }
        if (!applyScheduled && current.hasApplyWork()) {
            applyScheduled = true;
            schedule(1 + random.nextInt(applyDelay), () -> {
                applyScheduled = false;
                current.turnApply();
            });
        }
    }

    private void schedule(long delay, Runnable turn) {
        int thisLife = life;
        long start = Math.max(0, pausedUntil - group.scheduler().now());
        group.scheduler().after(start + delay, () -> {
            if (life != thisLife || node == null) {
                return;
            }
            if (isPaused()) {
                schedule(delay, turn);
                return;
            }
            take(turn);
            pump();
        });
    }

    private Transport transport() {
        return new Transport() {
            @Override
            public void send(Message message) {
                group.send(SimMember.this, message);
            }

            @Override
            public void sendSnapshot(InstallSnapshot message, SnapshotDelivery delivery) {
                group.network().sendSnapshot(message, new SnapshotDelivery() {
                    @Override
                    public void delivered() {
                        delivery.delivered();
                        pump();
                    }

                    @Override
                    public void failed() {
                        delivery.failed();
                        pump();
                    }
                });
            }
        };
    }

    private RaftObserver observer() {
        return new RaftObserver() {
            @Override
            public void onEvent(RaftEvent event) {
                group.happened(SimMember.this, event);
            }
        };
    }

    private Witness witness() {
        return new Witness() {
            @Override
            public void applied(Entry entry, long chain) {
                group.trace().mix(chain);
                group.watch().applied(id, entry, chain);
            }

            @Override
            public void membershipApplied(
                    Entry entry, MembershipChange change, boolean accepted, Membership membership) {
                group.watch().membershipApplied(id, entry, change, accepted, membership);
            }

            @Override
            public void restored(EntryId at, Membership membership, long chain) {
                group.statistics().count("snapshots restored");
                group.watch().restored(id, at, membership, chain);
            }
        };
    }
}
