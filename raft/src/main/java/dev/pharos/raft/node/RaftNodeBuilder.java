package dev.pharos.raft.node;

import dev.pharos.raft.machine.RaftObserver;
import dev.pharos.raft.machine.StateMachine;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.RaftOptions;
import dev.pharos.raft.storage.MemberStorage;
import dev.pharos.raft.storage.record.LogIdentity;
import dev.pharos.raft.storage.recovery.RecoveredLog;
import dev.pharos.raft.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** What a member is started with; see {@link RaftNode#builder}. */
public final class RaftNodeBuilder<R> {
    final long self;
    final StateMachine<R> machine;
    final MemberStorage storage;
    final Transport transport;
    RaftOptions raftOptions = RaftOptions.defaults();
    NodeOptions nodeOptions = NodeOptions.defaults();
    Instruments instruments = new Instruments(new RaftObserver() {}, System::nanoTime);
    RandomGenerator random = RandomGenerator.getDefault();
    Duration tickInterval = Duration.ofMillis(100);
    Duration inlineBelow = Duration.ZERO;
    private LogIdentity identity;
    private List<MembershipChange> founders = List.of();
    private Optional<Survival> survival = Optional.empty();

    RaftNodeBuilder(long self, StateMachine<R> machine, MemberStorage storage, Transport transport) {
        if (self == 0) {
            throw new IllegalArgumentException("0 names no member");
        }
        this.self = self;
        this.machine = machine;
        this.storage = storage;
        this.transport = transport;
        this.identity = new LogIdentity(self, 0);
    }

    /** The numbers of the protocol. */
    public RaftNodeBuilder<R> options(RaftOptions options) {
        this.raftOptions = options;
        return this;
    }

    /** The bounds of the member, and when it takes snapshots. */
    public RaftNodeBuilder<R> options(NodeOptions options) {
        this.nodeOptions = options;
        return this;
    }

    /** Who hears of elections, writes and failures. */
    public RaftNodeBuilder<R> observer(RaftObserver observer) {
        this.instruments = new Instruments(observer, instruments.nanoClock());
        return this;
    }

    /** The clock of the ticks; it must not go back. */
    public RaftNodeBuilder<R> nanoClock(LongSupplier nanoClock) {
        this.instruments = new Instruments(instruments.observer(), nanoClock);
        return this;
    }

    /** The source of election timeouts and of the name of this run; a fixed one makes a run repeatable. */
    public RaftNodeBuilder<R> random(RandomGenerator random) {
        this.random = random;
        return this;
    }

    /** How long a tick is, the unit of all time-outs; 100 ms unless said otherwise. */
    public RaftNodeBuilder<R> tickInterval(Duration interval) {
        if (interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException("a tick takes time: " + interval);
        }
        this.tickInterval = interval;
        return this;
    }

    /**
     * Lets the loop write to the log itself while a write, sync included, usually takes less than this. It
     * saves two changes of threads, and costs the loop that time; so the limit must be far below a tick.
     * Never, unless said otherwise.
     */
    public RaftNodeBuilder<R> writeInlineBelow(Duration usualWrite) {
        this.inlineBelow = usualWrite;
        return this;
    }

    /** The cluster that the log belongs to; written into it when it is made. */
    public RaftNodeBuilder<R> clusterId(long clusterId) {
        this.identity = new LogIdentity(self, clusterId);
        return this;
    }

    /**
     * The member founds a group together with others that are given the very same list, unless its log
     * says that it has done so already. Without this, a member with an empty log waits to be added. A
     * founder that lost its disk must not found again, for it has forgotten its votes: remove it, and
     * add it under a new id.
     */
    public RaftNodeBuilder<R> founding(List<MembershipChange> founders) {
        this.founders = List.copyOf(founders);
        return this;
    }

    /**
     * The member goes on alone with the log that it has, for the majority of its group is lost for ever: everybody
     * else is removed, and all that the log holds counts as committed. Without a log, or for a member that is alone
     * already, this changes nothing. The others must not run any more, for nobody asks them. The start fails with an
     * IllegalStateException if the member itself is none of the group.
     *
     * @param promotion makes a voter of the member if it is a learner
     */
    public RaftNodeBuilder<R> surviving(MembershipChange promotion) {
        this.survival = Optional.of(new Survival(self, promotion));
        return this;
    }

    /**
     * Recovers the log, or makes it, and starts the member's threads. From then on the storage belongs to
     * the node, which closes it at its end.
     *
     * @throws dev.pharos.raft.storage.disk.StorageFailure if the log cannot be read; the storage is still
     *     the caller's to close then
     */
    public RaftNode<R> start() {
        return new RaftNode<>(this);
    }

    /** Counts the tick intervals that have passed. */
    LongSupplier tickClock() {
        LongSupplier clock = instruments.nanoClock();
        long start = clock.getAsLong();
        long interval = tickInterval.toNanos();
        return () -> (clock.getAsLong() - start) / interval;
    }

    RecoveredLog openLog() {
        if (!storage.exists()) {
            return Founding.foundIn(storage.create(identity), founders);
        }
        RecoveredLog log = Founding.foundIn(storage.recover(), founders);
        return survival.map(alone -> alone.in(log, machine.recovered())).orElse(log);
    }

    Assembly<R> assemble(Executor borrowed, Consumer<Throwable> onFailure) {
        return new Assembly<>(this, openLog(), borrowed, onFailure);
    }
}
