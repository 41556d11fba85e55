package dev.pharos.kvstore.server;

import dev.pharos.kvstore.alarm.AlarmBook;
import dev.pharos.kvstore.apply.AppliedParts;
import dev.pharos.kvstore.apply.Headers;
import dev.pharos.kvstore.apply.StateRows;
import dev.pharos.kvstore.apply.StoredState;
import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.cluster.ClusterBook;
import dev.pharos.kvstore.lease.LeaseBook;
import dev.pharos.kvstore.mvcc.MvccStore;
import dev.pharos.kvstore.mvcc.StoreOptions;
import dev.pharos.kvstore.service.WholeStore;
import dev.pharos.raft.machine.StateMachine.AppliedState;
import dev.pharos.wire.value.Bytes;
import java.util.function.Consumer;

/** The applied state, as it was found on disk, and all that entries change. */
record StoreRoom(Backend backend, AppliedParts parts, StateRows rows, AppliedState applied, WholeStore whole)
        implements AutoCloseable {

    /** Keys are hung on their leases while the store reads them in. */
    static StoreRoom open(
            Backend backend, StoreOptions options, LeaseBook leases, Headers headers, Consumer<Throwable> onFailure) {
        StoredState stored = new StoredState(backend);
        leases.restore(stored.leases());
        MvccStore store = MvccStore.open(backend, options, (key, lease) -> hang(key, lease, leases));
        StateRows rows = new StateRows(backend, store);
        AppliedParts parts = new AppliedParts(
                store,
                leases,
                rows,
                new AlarmBook(stored.alarms(), rows),
                new ClusterBook(stored.cluster(), rows),
                headers);
        return new StoreRoom(backend, parts, rows, stored.applied(), new WholeBackend(backend, onFailure));
    }

    /** Backups may hold keys whose lease is gone; they stay, on no lease. */
    private static void hang(Bytes key, long lease, LeaseBook leases) {
        if (leases.exists(lease)) {
            leases.attach(key, lease);
        }
    }

    /** What was applied is made durable, so that the next start has nothing to repeat. */
    @Override
    public void close() {
        try {
            parts.store().close();
            backend.flush();
        } finally {
            backend.close();
        }
    }
}
