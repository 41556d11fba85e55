package dev.pharos.kvstore.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.RocksDB;

/** The native library of the store, unpacked once for all the processes of a test run, as the launcher does it. */
final class NativeFolder {
    private static final String LIBRARY = "librocksdbjni-linux64.so";
    private static final Path FOLDER = unpack();

    private NativeFolder() {}

    static Path path() {
        return FOLDER;
    }

    private static Path unpack() {
        try (InputStream library = RocksDB.class.getResourceAsStream("/" + LIBRARY)) {
            Path folder = Files.createTempDirectory("pharos-native");
            folder.toFile().deleteOnExit();
            if (library != null) {
                Path file = folder.resolve(LIBRARY);
                file.toFile().deleteOnExit();
                Files.copy(library, file);
            }
            return folder;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
