package dev.pharos.etcdctl.offline.file;

import dev.pharos.etcdctl.offline.terminal.Progress;
import dev.pharos.kvstore.dbfile.BucketRows;
import dev.pharos.kvstore.dbfile.DbFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Puts a new database file in the place of an old one. The caller has its folder to himself. */
final class DatabaseRewrite {
    private DatabaseRewrite() {}

    /**
     * The old file stays until the new one is whole.
     *
     * @param content of the new one; may be made of rows of the old one
     * @return the size of the new one
     */
    static long run(Path database, Function<DbFile, List<BucketRows>> content, Progress progress) throws IOException {
        Path unfinished = Folders.unfinished(database);
        Folders.remove(unfinished);
        boolean done = false;
        try {
            long size = DatabaseFile.read(
                    database,
                    db -> write(new RowProgress(db, progress).watch(content.apply(db)), unfinished, progress));
            Folders.rename(unfinished, database);
            done = true;
            return size;
        } finally {
            if (!done) {
                Folders.remove(unfinished);
            }
        }
    }

    private static long write(List<BucketRows> buckets, Path file, Progress progress) {
        try {
            return DatabaseWriter.write(buckets, file, progress);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
