package dev.pharos.raft.simulation;

import dev.pharos.raft.model.RaftOptions;
import dev.pharos.raft.model.RaftOptions.Flow;
import dev.pharos.raft.model.RaftOptions.PreVote;
import dev.pharos.raft.model.RaftOptions.Reads;
import dev.pharos.raft.model.RaftOptions.Timing;
import dev.pharos.raft.model.ReadMode;
import dev.pharos.raft.node.NodeOptions;
import dev.pharos.raft.node.NodeOptions.SnapshotPolicy;
import dev.pharos.raft.storage.log.Retention;
import java.util.SplittableRandom;

/**
 * What kind of run a seed makes. Each run draws its own mix, some faults often and others never, since a
 * run with all faults at once explores little but elections.
 */
record Swarm(Group group, RaftOptions raft, NodeOptions node, Network network, Faults faults) {
    /** Who founds the group, and how its members keep their state. */
    record Group(int voters, int learners, MachineKind machine, long segmentBytes, Retention retention) {}

    enum MachineKind {
        /** Starts from the snapshot and the log every time. */
        IN_MEMORY,
        /** Keeps its state on a disk of its own, flushed now and then. */
        ON_DISK
    }

    /** In virtual milliseconds and in shares of 1000. */
    record Network(int maxDelay, int spikeShare, int lossShare, int repeatShare) {}

    /** How often each kind of trouble comes, as weights; the pause between two of them. */
    record Faults(int meanPause, int crash, int partition, int slowness, int disk, int membership, int transfer) {
        int total() {
            return crash + partition + slowness + disk + membership + transfer;
        }
    }

    static final int TICK_MILLIS = 100;

    static Swarm of(SplittableRandom random) {
        int[] sizes = {3, 3, 3, 5, 5, 5, 7, 1};
        Group group = new Group(
                sizes[random.nextInt(sizes.length)],
                random.nextInt(3) == 0 ? 1 : 0,
                random.nextInt(3) == 0 ? MachineKind.ON_DISK : MachineKind.IN_MEMORY,
                512L << random.nextInt(5),
                retention(random));
        Network network = new Network(
                5 + random.nextInt(random.nextInt(3) == 0 ? 200 : 60),
                random.nextInt(4) * 10,
                random.nextBoolean() ? 0 : random.nextInt(150),
                random.nextBoolean() ? 0 : random.nextInt(100));
        Faults faults = new Faults(
                40 + random.nextInt(260),
                weight(random),
                weight(random),
                weight(random),
                random.nextInt(3) == 0 ? 1 : 0,
                weight(random),
                weight(random));
        return new Swarm(group, raft(random), node(random), network, faults);
    }

    private static RaftOptions raft(SplittableRandom random) {
        PreVote preVote = random.nextInt(4) == 0 ? PreVote.OFF : PreVote.ON;
        ReadMode mode = random.nextInt(4) == 0 ? ReadMode.LEASE : ReadMode.QUORUM;
        // A lease of one tick would hide what goes wrong with longer ones.
        int electionTicks = (mode == ReadMode.LEASE ? 7 : 3) + random.nextInt(4);
        return RaftOptions.defaults()
                .with(new Timing(electionTicks, 1, preVote))
                .with(new Flow(
                        20L << random.nextInt(7),
                        1 + random.nextInt(6),
                        8192,
                        4096,
                        512L << random.nextInt(4),
                        64L << random.nextInt(8)))
                .with(new Reads(mode, 2, 64));
    }

    private static NodeOptions node(SplittableRandom random) {
        long every = 5L + random.nextInt(60);
        return new NodeOptions(64, 512, 100, 12, new SnapshotPolicy(every, 1 << 20, random.nextInt(20)));
    }

    /** Little, so that snapshots are needed; or much, so that the log is read back. */
    private static Retention retention(SplittableRandom random) {
        int usually = random.nextInt(3) > 0 ? 1 : 1 + random.nextInt(4);
        return new Retention(usually, usually + (random.nextInt(3) > 0 ? 0 : random.nextInt(20)));
    }

    private static int weight(SplittableRandom random) {
        return random.nextInt(5) < 3 ? 0 : 1 + random.nextInt(8);
    }
}
