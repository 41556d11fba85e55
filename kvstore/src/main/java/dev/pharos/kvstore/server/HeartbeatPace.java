package dev.pharos.kvstore.server;

import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.Heartbeat;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.transport.Transport;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Notices heartbeats that leave a leader late, which its followers may take for its end. Late is what comes more
 * than twice the usual time after the one before it, to the same member and in the same term. Any thread.
 */
final class HeartbeatPace implements Transport {
    private static final int USUAL_TIMES = 2;

    private final Transport network;
    private final long patienceNanos;
    private final LongSupplier nanoClock;
    private final Late onLate;
    private final Map<Long, Beat> latest = new ConcurrentHashMap<>();

    /** Hears of each late heartbeat, by how much more than the patience it was late. */
    interface Late {
        void heartbeat(long to, Duration exceeded);
    }

    private record Beat(long term, long nanos) {}

    HeartbeatPace(Transport network, Duration usual, LongSupplier nanoClock, Late onLate) {
        this.network = network;
        this.patienceNanos = usual.toNanos() * USUAL_TIMES;
        this.nanoClock = nanoClock;
        this.onLate = onLate;
    }

    @Override
    public void send(Message message) {
        if (message instanceof Heartbeat) {
            note(message);
        }
        network.send(message);
    }

    private void note(Message heartbeat) {
        Beat now = new Beat(heartbeat.term(), nanoClock.getAsLong());
        Beat before = latest.put(heartbeat.to(), now);
        if (before != null && before.term() == now.term()) {
            long exceeded = now.nanos() - before.nanos() - patienceNanos;
            if (exceeded > 0) {
                onLate.heartbeat(heartbeat.to(), Duration.ofNanos(exceeded));
            }
        }
    }

    @Override
    public void sendSnapshot(InstallSnapshot message, SnapshotDelivery delivery) {
        network.sendSnapshot(message, delivery);
    }
}
