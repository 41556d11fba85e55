package dev.pharos.raft.storage.disk;

/** The right to be the only user of a directory, until it is closed or its process ends. */
public interface DiskLock extends AutoCloseable {
    @Override
    void close();
}
