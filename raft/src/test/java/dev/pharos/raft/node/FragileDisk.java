package dev.pharos.raft.node;

import dev.pharos.raft.storage.disk.Disk;
import dev.pharos.raft.storage.disk.DiskFile;
import dev.pharos.raft.storage.disk.DiskLock;
import dev.pharos.raft.storage.disk.StorageFailure;
import java.nio.ByteBuffer;
import java.util.List;

/** A disk that works until it is broken; from then on nothing reaches it any more. */
final class FragileDisk implements Disk {
    private final Disk disk;
    private volatile boolean broken;

    FragileDisk(Disk disk) {
        this.disk = disk;
    }

    void breakDown() {
        broken = true;
    }

    private void use() {
        if (broken) {
            throw StorageFailure.of("the disk is broken");
        }
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
        use();
        return new FragileFile(disk.create(name));
    }

    @Override
    public DiskFile open(String name) {
        return new FragileFile(disk.open(name));
    }

    @Override
    public void rename(String from, String to) {
        use();
        disk.rename(from, to);
    }

    @Override
    public void delete(String name) {
        use();
        disk.delete(name);
    }

    @Override
    public void syncDirectory() {
        use();
        disk.syncDirectory();
    }

    @Override
    public DiskLock lock() {
        return disk.lock();
    }

    private final class FragileFile implements DiskFile {
        private final DiskFile file;

        FragileFile(DiskFile file) {
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
            use();
            file.sync();
        }

        @Override
        public void truncate(long size) {
            use();
            file.truncate(size);
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
