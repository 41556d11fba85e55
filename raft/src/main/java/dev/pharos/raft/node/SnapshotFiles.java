package dev.pharos.raft.node;

import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.storage.snapshot.SnapshotStore;
import java.util.List;
import java.util.Optional;

/** Lets the log thread and the borrowed threads share the snapshot store, one at a time. */
final class SnapshotFiles {
    /** The newest may turn out to be damaged; then the one before it, and the log behind that, stand in. */
    private static final int KEPT = 2;

    private final SnapshotStore store;

    SnapshotFiles(SnapshotStore store) {
        this.store = store;
    }

    synchronized void save(Snapshot snapshot) {
        store.save(snapshot);
    }

    synchronized Optional<Snapshot> load(EntryId at) {
        return store.load(at);
    }

    /** Forgets all but the newest few, and answers the index up to which none of them needs the log. */
    synchronized long keepNewest() {
        store.keepNewest(KEPT);
        List<EntryId> stored = store.stored();
        return stored.isEmpty() ? 0 : stored.get(stored.size() - 1).index();
    }
}
