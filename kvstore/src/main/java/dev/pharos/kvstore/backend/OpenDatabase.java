package dev.pharos.kvstore.backend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/**
 * A folder that RocksDB has open. It is looked at before anything is written to it: what is not a store of
 * this program, or was written by a later one, is left as it is.
 */
final class OpenDatabase {
    private static final byte[] FORMAT_KEY = "format".getBytes(UTF_8);
    private static final String FORMAT_NAME = "pharos-store ";
    private static final int FORMAT = 1;

    /** RocksDB cannot do without it; it stays empty. */
    private static final byte[] DEFAULT_FAMILY = RocksDB.DEFAULT_COLUMN_FAMILY;

    private final RocksDB rocks;
    private final List<ColumnFamilyHandle> handles;
    private final Map<Family, ColumnFamilyHandle> byFamily;
    private final Usage usage = new Usage();

    private OpenDatabase(RocksDB rocks, List<ColumnFamilyHandle> handles) {
        this.rocks = rocks;
        this.handles = List.copyOf(handles);
        this.byFamily = new EnumMap<>(Family.class);
        int position = 1;
        for (Family family : Family.values()) {
            byFamily.put(family, handles.get(position));
            position++;
        }
    }

    static OpenDatabase open(Path folder, RocksTuning tuning) {
        refuseForeignFolder(folder);
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        descriptors.add(new ColumnFamilyDescriptor(DEFAULT_FAMILY, tuning.family(false)));
        for (Family family : Family.values()) {
            descriptors.add(new ColumnFamilyDescriptor(family.nameBytes(), tuning.family(family.isLarge())));
        }
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        OpenDatabase opened;
        try {
            opened =
                    new OpenDatabase(RocksDB.open(tuning.database(), folder.toString(), descriptors, handles), handles);
        } catch (RocksDBException failed) {
            throw new BackendFailure("the store in " + folder + " cannot be opened: " + failed.getMessage(), failed);
        }
        try {
            opened.checkFormat(folder);
        } catch (BackendFailure refused) {
            opened.free();
            throw refused;
        }
        return opened;
    }

    RocksDB rocks() {
        return rocks;
    }

    Usage usage() {
        return usage;
    }

    ColumnFamilyHandle handle(Family family) {
        ColumnFamilyHandle handle = byFamily.get(family);
        if (handle == null) {
            throw new IllegalStateException("no family " + family);
        }
        return handle;
    }

    List<ColumnFamilyHandle> handles() {
        return handles;
    }

    Map<Family, Integer> familyIds() {
        Map<Family, Integer> ids = new EnumMap<>(Family.class);
        byFamily.forEach((family, handle) -> ids.put(family, handle.getID()));
        return ids;
    }

    void free() {
        handles.forEach(ColumnFamilyHandle::close);
        rocks.close();
    }

    private static void refuseForeignFolder(Path folder) {
        try {
            Files.createDirectories(folder);
            if (!Files.exists(folder.resolve("CURRENT"))) {
                refuseOtherFiles(folder);
                return;
            }
        } catch (IOException failed) {
            throw new BackendFailure("the folder " + folder + " cannot be used: " + failed.getMessage(), failed);
        }
        try (Options options = new Options()) {
            for (byte[] name : RocksDB.listColumnFamilies(options, folder.toString())) {
                String text = new String(name, UTF_8);
                if (!text.equals(new String(DEFAULT_FAMILY, UTF_8))
                        && Family.named(text).isEmpty()) {
                    throw new BackendFailure("the store in " + folder + " has a family \"" + text
                            + "\" that this version does not know:"
                            + " it was written by another program or a later version");
                }
            }
        } catch (RocksDBException failed) {
            throw new BackendFailure("the store in " + folder + " cannot be read: " + failed.getMessage(), failed);
        }
    }

    /** A process that died while it made the store leaves files of RocksDB, but no {@code CURRENT} yet. */
    private static void refuseOtherFiles(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (!name.matches("LOCK|LOG.*|IDENTITY|MANIFEST-\\d+|OPTIONS-\\d+.*|\\d+\\.(log|dbtmp)")) {
                    throw new BackendFailure("the folder " + folder + " holds " + name + " and is not a store");
                }
            }
        }
    }

    private void checkFormat(Path folder) {
        try {
            byte[] found = rocks.get(handle(Family.META), FORMAT_KEY);
            if (found == null) {
                writeFormat(folder);
                return;
            }
            String format = new String(found, UTF_8);
            if (!format.equals(FORMAT_NAME + FORMAT)) {
                throw new BackendFailure("the store in " + folder + " has the format \"" + format
                        + "\"; this version reads \"" + FORMAT_NAME + FORMAT + "\"");
            }
        } catch (RocksDBException failed) {
            throw new BackendFailure("the store in " + folder + " cannot be read: " + failed.getMessage(), failed);
        }
    }

    /** The row goes with the first flush, so a store that was never flushed has none, and nothing else. */
    private void writeFormat(Path folder) throws RocksDBException {
        for (ColumnFamilyHandle handle : handles) {
            try (RocksIterator rows = rocks.newIterator(handle)) {
                rows.seekToFirst();
                if (rows.isValid()) {
                    throw new BackendFailure("the store in " + folder + " has rows, but does not say its format");
                }
            }
        }
        try (WriteOptions options = new WriteOptions().setDisableWAL(true)) {
            rocks.put(handle(Family.META), options, FORMAT_KEY, (FORMAT_NAME + FORMAT).getBytes(UTF_8));
        }
    }
}
