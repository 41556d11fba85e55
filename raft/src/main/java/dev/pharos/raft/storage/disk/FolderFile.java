package dev.pharos.raft.storage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file of the file system. */
final class FolderFile implements DiskFile {
    /** The JDK copies a heap buffer through a direct one that it keeps for the thread; this bounds it. */
    private static final int MAX_WRITE_BYTES = 1 << 20;

    private final String name;
    private final Path path;
    private final FileChannel channel;

    FolderFile(String name, Path path, FileChannel channel) {
        this.name = name;
        this.path = path;
        this.channel = channel;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        try {
            return channel.size();
        } catch (IOException e) {
            throw StorageFailure.io("measuring", path.toString(), e);
        }
    }

    @Override
    public int read(ByteBuffer into, long offset) {
        int from = into.position();
        try {
            while (into.hasRemaining()) {
                int count = channel.read(into, offset + into.position() - from);
                if (count < 0) {
                    break;
                }
            }
            return into.position() - from;
        } catch (IOException e) {
            throw StorageFailure.io("reading", path.toString(), offset, e);
        }
    }

    @Override
    public void write(ByteBuffer from, long offset) {
        int limit = from.limit();
        long at = offset;
        try {
            while (from.position() < limit) {
                from.limit(Math.min(limit, from.position() + MAX_WRITE_BYTES));
                at += channel.write(from, at);
            }
        } catch (IOException e) {
            throw StorageFailure.io("writing", path.toString(), at, e);
        } finally {
            from.limit(limit);
        }
    }

    @Override
    public void sync() {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw StorageFailure.io("syncing", path.toString(), e);
        }
    }

    @Override
    public void truncate(long size) {
        try {
            channel.truncate(size);
        } catch (IOException e) {
            throw StorageFailure.io("truncating", path.toString(), size, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw StorageFailure.io("closing", path.toString(), e);
        }
    }
}
