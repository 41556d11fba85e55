package dev.pharos.kvstore.datadir;

import dev.pharos.kvstore.backend.BackendOptions;
import dev.pharos.kvstore.backend.Rows;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Snapshot;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Makes a store out of the database that another member has sent with its snapshot. The store is filled under a
 * name that does not count; from when it gets its true name, every start takes it instead of the one before.
 */
public final class SnapshotImport {
    private static final long MOST_BYTES_FOR_ROWS = 16 << 20;

    /** What was just done. */
    public enum Step {
        STORE_FILLED,
        STORE_IN_PLACE
    }

    private final DataDir dir;
    private final BackendOptions options;
    private final Consumer<Step> progress;

    /** @param options of the store in use, beside which the new one is filled with less memory */
    public SnapshotImport(DataDir dir, BackendOptions options, Consumer<Step> progress) {
        this.dir = dir;
        this.options = new BackendOptions(
                Math.min(options.memtableBytes(), MOST_BYTES_FOR_ROWS),
                Math.min(options.blockCacheBytes(), MOST_BYTES_FOR_ROWS),
                options.backgroundJobs());
        this.progress = progress;
    }

    /**
     * Takes the database in and leaves it where it is.
     *
     * @param check throws if it cannot use the rows; asked while nothing is decided yet
     * @return the folder of the new store; all of it is on disk
     * @throws UnusableDataDir if the database is missing or damaged, or the disk refuses; whatever store there
     *     was is as it was
     */
    public Path run(Snapshot snapshot, Consumer<Rows> check) {
        Path database = dir.receivedDatabase(snapshot.at().index());
        if (!Files.exists(database)) {
            throw new UnusableDataDir("failed to find database snapshot file (snap: snapshot file doesn't exist): "
                    + database + " of the snapshot at " + place(snapshot.at()) + "; remove this member from the cluster"
                    + " and add it anew, with an empty data folder");
        }
        try {
            Folders.remove(dir.unfinishedStore());
            fill(snapshot, database, check);
            progress.accept(Step.STORE_FILLED);
            Path folder = dir.storeOfSnapshot(snapshot.at().index());
            Folders.move(dir.unfinishedStore(), folder);
            progress.accept(Step.STORE_IN_PLACE);
            return folder;
        } catch (UncheckedIOException failed) {
            throw refusal(snapshot.at(), database, failed);
        }
    }

    private void fill(Snapshot snapshot, Path database, Consumer<Rows> check) {
        try {
            new StoreFilling(database, dir.unfinishedStore(), options).run(snapshot, check);
        } catch (RuntimeException damage) {
            // Whatever it is, nothing relies on the new store yet.
            Folders.remove(dir.unfinishedStore());
            throw refusal(snapshot.at(), database, damage);
        }
    }

    private static UnusableDataDir refusal(EntryId at, Path database, RuntimeException reason) {
        return new UnusableDataDir(
                "the snapshot at " + place(at) + " cannot be installed from " + database + ": " + reason.getMessage()
                        + "; the next start tries again; if the file is damaged, remove this member from the cluster"
                        + " and add it anew, with an empty data folder",
                reason);
    }

    private static String place(EntryId at) {
        return "index " + at.index() + " of term " + at.term();
    }
}
