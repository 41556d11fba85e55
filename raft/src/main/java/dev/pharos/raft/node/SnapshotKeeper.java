package dev.pharos.raft.node;

import dev.pharos.raft.machine.SnapshotImage;
import dev.pharos.raft.machine.StateMachine;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.storage.record.SnapshotMarker;
import dev.pharos.raft.transport.Transport;
import dev.pharos.raft.transport.Transport.SnapshotDelivery;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Takes this member's snapshots, one at a time, and sends the newest to members that lag. The order of
 * taking one: freeze (apply thread), save and sync the file (borrowed thread), marker into the log (log
 * thread), and only then may entries be forgotten (loop).
 */
final class SnapshotKeeper {
    /** Hears that a snapshot is durable and marked. */
    interface TakenSink {
        void snapshotTaken(Snapshot snapshot);
    }

    /** Who does the work, and who is told when it fails. */
    record Borrowed(Executor executor, Consumer<Throwable> onFailure) {
        void run(Runnable work) {
            executor.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException | Error failure) {
                    onFailure.accept(failure);
                }
            });
        }
    }

    private final NodeOptions.SnapshotPolicy policy;
    private final SnapshotFiles files;
    private final LogWriter log;
    private final Borrowed borrowed;
    private final TakenSink taken;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private long entriesSince;
    private long bytesSince;

    SnapshotKeeper(
            NodeOptions.SnapshotPolicy policy, SnapshotFiles files, LogWriter log, Borrowed borrowed, TakenSink taken) {
        this.policy = policy;
        this.files = files;
        this.log = log;
        this.borrowed = borrowed;
        this.taken = taken;
    }

    /** On the apply thread: so much was applied, up to {@code at}; take a snapshot if one is due. */
    void applied(int entries, long bytes, StateMachine<?> machine, EntryId at, Membership membership) {
        entriesSince += entries;
        bytesSince += bytes;
        if (entriesSince >= policy.everyEntries() || bytesSince >= policy.everyBytes()) {
            takeNow(machine, at, membership);
        }
    }

    /** On the apply thread: takes a snapshot of the state after {@code at}, unless one is being taken. */
    void takeNow(StateMachine<?> machine, EntryId at, Membership membership) {
        if (underWay.compareAndSet(false, true)) {
            entriesSince = 0;
            bytesSince = 0;
            SnapshotImage image = machine.capture(at, membership);
            borrowed.run(() -> save(image, at, membership));
        }
    }

    private void save(SnapshotImage image, EntryId at, Membership membership) {
        Snapshot snapshot = new Snapshot(at, membership, image.save());
        files.save(snapshot);
        log.mark(SnapshotMarker.of(snapshot), () -> {
            underWay.set(false);
            taken.snapshotTaken(snapshot);
        });
    }

    /** Sends the snapshot that the message names, with its data. */
    void send(InstallSnapshot message, Transport transport, SnapshotDelivery delivery) {
        borrowed.run(() -> {
            Optional<Snapshot> snapshot = files.load(message.snapshot().at());
            if (snapshot.isEmpty()) {
                // A newer one has taken its place meanwhile; the leader will name that one next time.
                delivery.failed();
            } else {
                transport.sendSnapshot(new InstallSnapshot(message.envelope(), snapshot.get()), delivery);
            }
        });
    }
}
