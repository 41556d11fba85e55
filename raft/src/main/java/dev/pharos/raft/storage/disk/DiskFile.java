package dev.pharos.raft.storage.disk;

import java.nio.ByteBuffer;

/** One file. Every method throws {@link StorageFailure} when the disk refuses. */
public interface DiskFile extends AutoCloseable {
    /** The name under which it was created or opened. */
    String name();

    long size();

    /** Reads until the buffer is full or the file ends, and says how many bytes there were. */
    int read(ByteBuffer into, long offset);

    /** Writes all of the buffer; a gap behind the old end of the file reads as zeros. */
    void write(ByteBuffer from, long offset);

    /** Returns when everything written before is on the disk, with as much of the file's length as that needs. */
    void sync();

    void truncate(long size);

    @Override
    void close();
}
