package dev.pharos.raft.node;

import dev.pharos.raft.storage.disk.Disk;
import dev.pharos.raft.storage.disk.DiskFile;
import dev.pharos.raft.storage.disk.ForwardingDisk;
import dev.pharos.raft.storage.disk.StorageFailure;

/** A disk that works until it is broken; from then on nothing reaches it any more. */
final class FragileDisk extends ForwardingDisk {
    private volatile boolean broken;

    FragileDisk(Disk disk) {
        super(disk);
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
    public DiskFile create(String name) {
        use();
        return new FragileFile(super.create(name));
    }

    @Override
    public DiskFile open(String name) {
        return new FragileFile(super.open(name));
    }

    @Override
    public void rename(String from, String to) {
        use();
        super.rename(from, to);
    }

    @Override
    public void delete(String name) {
        use();
        super.delete(name);
    }

    @Override
    public void syncDirectory() {
        use();
        super.syncDirectory();
    }

    private final class FragileFile extends ForwardingFile {
        FragileFile(DiskFile file) {
            super(file);
        }

        @Override
        public void sync() {
            use();
            super.sync();
        }

        @Override
        public void truncate(long size) {
            use();
            super.truncate(size);
        }
    }
}
