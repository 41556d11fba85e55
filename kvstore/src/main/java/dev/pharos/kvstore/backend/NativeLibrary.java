package dev.pharos.kvstore.backend;

import org.rocksdb.RocksDB;

/** The native part of RocksDB: from {@code java.library.path} where it lies unpacked, else out of its jar. */
final class NativeLibrary {
    private NativeLibrary() {}

    static void load() {
        try {
            RocksDB.loadLibrary();
        } catch (UnsatisfiedLinkError | RuntimeException missing) {
            throw new BackendFailure("RocksDB's native library cannot be loaded: " + missing.getMessage(), missing);
        }
    }
}
