package dev.pharos.raft.simulation;

import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.Forward;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.transport.Transport.SnapshotDelivery;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Links between members that delay, reorder, lose and repeat messages, and that can be cut one way or both. */
final class SimNetwork {
    private record Link(long from, long to) {}

    private final Scheduler scheduler;
    private final SplittableRandom random;
    private final Statistics statistics;
    private final Consumer<Message> arrival;
    private final Set<Link> cut = new HashSet<>();
    private Swarm.Network quality;

    SimNetwork(
            Scheduler scheduler,
            SplittableRandom random,
            Swarm.Network quality,
            Statistics statistics,
            Consumer<Message> arrival) {
        this.scheduler = scheduler;
        this.random = random;
        this.quality = quality;
        this.statistics = statistics;
        this.arrival = arrival;
    }

    /** {@code onLoss} hears of the loss, if anybody does. */
    void send(Message message, Runnable onLoss) {
        statistics.count("messages");
        if (isLost(message)) {
            statistics.count("fault.message lost");
            if (random.nextInt(4) == 0) {
                scheduler.after(delay(), onLoss);
            }
            return;
        }
        deliver(message);
        boolean mayRepeat = !(message instanceof Forward);
        if (mayRepeat && random.nextInt(1000) < quality.repeatShare()) {
            statistics.count("fault.message repeated");
            deliver(message);
        }
    }

    void sendSnapshot(InstallSnapshot message, SnapshotDelivery delivery) {
        statistics.count("snapshots sent");
        long transfer = 2L * delay();
        if (isLost(message)) {
            statistics.count("fault.snapshot lost");
            scheduler.after(transfer, delivery::failed);
            return;
        }
        scheduler.after(transfer, () -> {
            if (isCut(message.from(), message.to())) {
                delivery.failed();
            } else {
                arrival.accept(message);
                scheduler.after(delay(), delivery::delivered);
                if (random.nextInt(1000) < quality.repeatShare()) {
                    scheduler.after(10L * delay(), () -> arrival.accept(message));
                }
            }
        });
    }

    private void deliver(Message message) {
        scheduler.after(delay(), () -> {
            if (isCut(message.from(), message.to())) {
                statistics.count("fault.message lost");
            } else {
                arrival.accept(message);
            }
        });
    }

    private boolean isLost(Message message) {
        return isCut(message.from(), message.to()) || random.nextInt(1000) < quality.lossShare();
    }

    private int delay() {
        int delay = 1 + random.nextInt(quality.maxDelay());
        if (random.nextInt(1000) < quality.spikeShare()) {
            statistics.count("fault.message delayed");
            return delay + random.nextInt(10 * Swarm.TICK_MILLIS);
        }
        return delay;
    }

    private boolean isCut(long from, long to) {
        return !cut.isEmpty() && cut.contains(new Link(from, to));
    }

    void cut(long from, long to) {
        cut.add(new Link(from, to));
    }

    void heal() {
        cut.clear();
    }

    void quality(Swarm.Network changed) {
        quality = changed;
    }
}
