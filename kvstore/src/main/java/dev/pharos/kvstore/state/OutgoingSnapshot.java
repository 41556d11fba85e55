package dev.pharos.kvstore.state;

import dev.pharos.kvstore.apply.StoredState;
import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.FrozenBackend;
import dev.pharos.kvstore.backup.Backup;
import dev.pharos.kvstore.cluster.V2Store;
import dev.pharos.raft.machine.StateMachine.AppliedState;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Snapshot;
import java.io.OutputStream;

/**
 * The state at one moment, for another member: what goes into the message, and the database that travels behind
 * it. Both are read from the same rows, so they agree on the index. Until it is closed, the backend keeps what is
 * removed meanwhile. One thread at a time.
 */
public final class OutgoingSnapshot implements AutoCloseable {
    private final Snapshot snapshot;
    private final Backup database;

    private OutgoingSnapshot(Snapshot snapshot, Backup database) {
        this.snapshot = snapshot;
        this.database = database;
    }

    /** Of what is published now; reads all rows once. */
    public static OutgoingSnapshot of(Backend backend) {
        FrozenBackend rows = backend.freeze();
        Snapshot snapshot;
        try {
            snapshot = snapshot(new StoredState(rows));
        } catch (RuntimeException failed) {
            rows.close();
            throw failed;
        }
        return new OutgoingSnapshot(snapshot, Backup.of(rows));
    }

    private static Snapshot snapshot(StoredState stored) {
        AppliedState applied = stored.applied();
        return new Snapshot(applied.applied(), applied.membership(), Payload.utf8(V2Store.json(stored.cluster())));
    }

    /** How far the state is, and in its data the members as etcd wants them. */
    public Snapshot snapshot() {
        return snapshot;
    }

    /** The exact size of the database. */
    public long sizeBytes() {
        return database.sizeBytes();
    }

    /** Writes the database, as often as wanted. Flushes the stream and does not close it. */
    public void writeTo(OutputStream out) {
        database.writeTo(out);
    }

    @Override
    public void close() {
        database.close();
    }
}
