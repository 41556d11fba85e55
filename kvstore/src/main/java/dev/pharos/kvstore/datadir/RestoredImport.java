package dev.pharos.kvstore.datadir;

import dev.pharos.kvstore.backend.BackendFailure;
import dev.pharos.kvstore.backend.BackendOptions;
import dev.pharos.kvstore.datadir.Content.RestoredFromBackup;
import dev.pharos.kvstore.dbfile.DbFileException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.function.Consumer;

/**
 * Makes a member's folder out of one that was restored from a backup. The log and its snapshot stay; the
 * database becomes a store under a name that does not count, which then gets its true name, and only then the
 * database is put aside. Interrupted anywhere, the next start goes on.
 */
public final class RestoredImport {
    private static final System.Logger LOG = System.getLogger(RestoredImport.class.getName());

    /** What was just done. */
    enum Step {
        STORE_FILLED,
        STORE_IN_PLACE,
        DATABASE_ASIDE
    }

    private final DataDir dir;
    private final RestoredFromBackup restored;
    private final BackendOptions options;
    private final Consumer<Step> progress;

    RestoredImport(DataDir dir, RestoredFromBackup restored, BackendOptions options, Consumer<Step> progress) {
        this.dir = dir;
        this.restored = restored;
        this.options = options;
        this.progress = progress;
    }

    /**
     * Takes the backup in. The caller has the folder to himself.
     *
     * @throws UnusableDataDir if the database is damaged or the disk refuses; the backup is then as it was
     */
    public static void run(DataDir dir, RestoredFromBackup restored, BackendOptions options) {
        new RestoredImport(dir, restored, options, step -> {}).run();
    }

    void run() {
        LOG.log(
                System.Logger.Level.INFO,
                "taking in the backup that was restored in {0}, for {1}",
                dir.root(),
                restored.identity());
        try {
            if (!Files.exists(dir.store())) {
                fill();
                Folders.move(dir.unfinishedStore(), dir.store());
                progress.accept(Step.STORE_IN_PLACE);
            }
            Folders.move(dir.database(), dir.importedDatabase());
            progress.accept(Step.DATABASE_ASIDE);
        } catch (UncheckedIOException failed) {
            throw refusal(failed);
        }
        LOG.log(System.Logger.Level.INFO, "the backup is taken in; {0} is not needed any more", dir.importedDatabase());
    }

    private void fill() {
        Folders.remove(dir.unfinishedStore());
        try {
            new StoreFilling(dir.database(), dir.unfinishedStore(), options).run(restored);
        } catch (DbFileException | BackendFailure | IllegalArgumentException | UncheckedIOException damage) {
            Folders.remove(dir.unfinishedStore());
            throw refusal(damage);
        }
        progress.accept(Step.STORE_FILLED);
    }

    private UnusableDataDir refusal(RuntimeException reason) {
        return new UnusableDataDir(
                "the backup in " + dir.database() + " cannot be taken in: " + reason.getMessage(), reason);
    }
}
