package dev.pharos.etcdctl.offline.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.pharos.etcdctl.offline.terminal.ToolFailure;
import dev.pharos.etcdctl.offline.text.DiskError;
import dev.pharos.kvstore.dbfile.DbFile;
import dev.pharos.kvstore.dbfile.DbFileException;
import dev.pharos.kvstore.dbfile.RowCursor;
import dev.pharos.kvstore.dbfile.StoredBucket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A database file of etcd, from a backup or out of a data folder. */
final class DatabaseFile {
    private static final String INTEGRITY = "snapshot file integrity check failed. 1 errors found. ";

    private DatabaseFile() {}

    /**
     * Refuses what is no file.
     *
     * @param action what was tried, for the refusal
     */
    static void requireFile(String action, Path file) {
        try {
            if (Files.readAttributes(file, BasicFileAttributes.class).isDirectory()) {
                throw ToolFailure.error("open " + file + ": is a directory");
            }
        } catch (IOException failed) {
            throw ToolFailure.error(DiskError.of(action, file, failed));
        }
    }

    /**
     * Lets somebody read a file.
     *
     * @throws ToolFailure if it cannot be opened, is none or is damaged
     */
    static <T> T read(Path file, Function<DbFile, T> reader) {
        requireFile("stat", file);
        try (DbFile db = open(file)) {
            return reader.apply(db);
        } catch (DbFileException damage) {
            throw ToolFailure.error(INTEGRITY + damage.getMessage());
        }
    }

    private static DbFile open(Path file) {
        try {
            return DbFile.open(file);
        } catch (DbFileException none) {
            throw ToolFailure.error("invalid database: " + none.getMessage());
        } catch (UncheckedIOException failed) {
            throw ToolFailure.error(DiskError.of("open", file, failed));
        }
    }

    /** The rows of a bucket that is small, by their names; none if it is missing. */
    static Map<String, byte[]> rows(DbFile db, String bucket) {
        Map<String, byte[]> rows = new TreeMap<>();
        StoredBucket stored = db.bucket(bucket).orElse(null);
        if (stored != null) {
            try (RowCursor row = stored.rows()) {
                while (row.next()) {
                    rows.put(new String(row.key(), ISO_8859_1), row.value());
                }
            }
        }
        return rows;
    }
}
