package dev.pharos.kvstore.datadir;

import dev.pharos.raft.storage.disk.Disk;
import dev.pharos.raft.storage.disk.DiskFile;
import dev.pharos.raft.storage.disk.DiskLock;
import dev.pharos.raft.storage.disk.StorageFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder to look at. The raft library puts damaged files aside; here it gets a {@link StorageFailure} instead,
 * so that a folder which is refused stays as it is. A folder that is missing has no files.
 */
record ReadOnlyFolder(Path folder) implements Disk {
    @Override
    public String location() {
        return folder.toString();
    }

    @Override
    public List<String> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw StorageFailure.io("listing", location(), failed);
        }
    }

    @Override
    public DiskFile open(String name) {
        Path path = folder.resolve(name);
        try {
            return new ReadOnlyFile(path, FileChannel.open(path, StandardOpenOption.READ));
        } catch (IOException failed) {
            throw StorageFailure.io("opening", path.toString(), failed);
        }
    }

    @Override
    public DiskFile create(String name) {
        throw refused(name);
    }

    @Override
    public void rename(String from, String to) {
        throw StorageFailure.of(folder.resolve(from) + " is damaged");
    }

    @Override
    public void delete(String name) {
        throw refused(name);
    }

    @Override
    public void syncDirectory() {}

    @Override
    public long freeBytes() {
        return 0;
    }

    @Override
    public DiskLock lock() {
        throw refused("a lock");
    }

    private StorageFailure refused(String name) {
        return StorageFailure.of(folder.resolve(name) + " is only looked at");
    }

    private record ReadOnlyFile(Path path, FileChannel channel) implements DiskFile {
        @Override
        public String name() {
            return path.toString();
        }

        @Override
        public long size() {
            try {
                return channel.size();
            } catch (IOException failed) {
                throw StorageFailure.io("sizing", name(), failed);
            }
        }

        @Override
        public int read(ByteBuffer into, long offset) {
            int start = into.position();
            try {
                while (into.hasRemaining()) {
                    if (channel.read(into, offset + into.position() - start) < 0) {
                        break;
                    }
                }
                return into.position() - start;
            } catch (IOException failed) {
                throw StorageFailure.io("reading", name(), failed);
            }
        }

        @Override
        public void write(ByteBuffer from, long offset) {
            throw StorageFailure.of(name() + " is only looked at");
        }

        @Override
        public void sync() {}

        @Override
        public void truncate(long size) {
            throw StorageFailure.of(name() + " is only looked at");
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException failed) {
                throw StorageFailure.io("closing", name(), failed);
            }
        }
    }
}
