package dev.pharos.kvstore.state;

import dev.pharos.kvstore.alarm.AlarmBook;
import dev.pharos.kvstore.apply.AppliedParts;
import dev.pharos.kvstore.apply.Headers;
import dev.pharos.kvstore.apply.OpenState;
import dev.pharos.kvstore.apply.StateRows;
import dev.pharos.kvstore.apply.StoredState;
import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.Rows;
import dev.pharos.kvstore.cluster.ClusterBook;
import dev.pharos.kvstore.lease.LeaseBook;
import dev.pharos.kvstore.mvcc.MvccStore;
import dev.pharos.kvstore.mvcc.StoreOptions;
import dev.pharos.wire.value.Bytes;

/** The rows of one folder, and the state that was read from them. */
record OpenStore(Backend backend, OpenState state) {

    /** Keys are hung on their leases while the store reads them in. */
    static OpenStore open(Backend backend, StoreOptions options, LeaseBook leases, Headers headers) {
        try {
            return read(backend, options, leases, headers);
        } catch (RuntimeException refused) {
            backend.close();
            throw refused;
        }
    }

    private static OpenStore read(Backend backend, StoreOptions options, LeaseBook leases, Headers headers) {
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
        return new OpenStore(backend, new OpenState(parts, rows, stored.applied()));
    }

    /** Backups may hold keys whose lease is gone; they stay, on no lease. */
    private static void hang(Bytes key, long lease, LeaseBook leases) {
        if (leases.exists(lease)) {
            leases.attach(key, lease);
        }
    }

    /** The same, once the content of its leases is in that book. */
    OpenStore on(LeaseBook leases) {
        AppliedParts parts = state.parts();
        AppliedParts moved = new AppliedParts(
                parts.store(), leases, parts.storedLeases(), parts.alarms(), parts.cluster(), parts.headers());
        return new OpenStore(backend, new OpenState(moved, state.rows(), state.applied()));
    }

    /** Throws if these rows could not be read as they must be when they are opened. */
    static void check(Rows rows) {
        StoredState stored = new StoredState(rows);
        stored.leases();
        stored.alarms();
        stored.cluster();
    }

    MvccStore store() {
        return state.parts().store();
    }
}
