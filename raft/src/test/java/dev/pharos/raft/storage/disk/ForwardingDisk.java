package dev.pharos.raft.storage.disk;

import java.nio.ByteBuffer;
import java.util.List;

/** Another disk, for tests that change what some calls do. */
public class ForwardingDisk implements Disk {
    private final Disk disk;

    public ForwardingDisk(Disk disk) {
        this.disk = disk;
    }

    @Override
    public String location() {
        return disk.location();
    }

    @Override
    public List<String> list() {
        return disk.list();
    }

    @Override
    public DiskFile create(String name) {
        return disk.create(name);
    }

    @Override
    public DiskFile open(String name) {
        return disk.open(name);
    }

    @Override
    public void rename(String from, String to) {
        disk.rename(from, to);
    }

    @Override
    public void delete(String name) {
        disk.delete(name);
    }

    @Override
    public void syncDirectory() {
        disk.syncDirectory();
    }

    @Override
    public long freeBytes() {
        return disk.freeBytes();
    }

    @Override
    public DiskLock lock() {
        return disk.lock();
    }

    /** Another file, likewise. */
    public static class ForwardingFile implements DiskFile {
        private final DiskFile file;

        public ForwardingFile(DiskFile file) {
            this.file = file;
        }

        @Override
        public String name() {
            return file.name();
        }

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public int read(ByteBuffer into, long offset) {
            return file.read(into, offset);
        }

        @Override
        public void write(ByteBuffer from, long offset) {
            file.write(from, offset);
        }

        @Override
        public void sync() {
            file.sync();
        }

        @Override
        public void truncate(long size) {
            file.truncate(size);
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
