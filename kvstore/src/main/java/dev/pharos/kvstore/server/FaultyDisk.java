package dev.pharos.kvstore.server;

import dev.pharos.kvstore.config.StorageOptions.Durability;
import dev.pharos.kvstore.failpoint.Failpoint;
import dev.pharos.raft.storage.disk.Disk;
import dev.pharos.raft.storage.disk.DiskFile;
import dev.pharos.raft.storage.disk.DiskLock;
import dev.pharos.raft.storage.disk.FolderDisk;
import dev.pharos.raft.storage.log.LogOptions;
import dev.pharos.raft.storage.log.Retention;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** A folder of the raft library with failpoints around what it does for safety. */
final class FaultyDisk implements Disk {
    private final Disk disk;
    private final Durability durability;

    private FaultyDisk(Disk disk, Durability durability) {
        this.disk = disk;
        this.durability = durability;
    }

    /** The log; without syncs if somebody wants speed more than his data. */
    static Disk log(Path folder, Durability durability) {
        return new FaultyDisk(FolderDisk.at(folder), durability);
    }

    /** What is kept there says only where the log begins. */
    static Disk snapshots(Path folder) {
        return new SnapshotDisk(FolderDisk.at(folder));
    }

    /** As the log has them, unless a test wants others. */
    static LogOptions segments(int kept) {
        LogOptions options = Failpoint.WAL_SEGMENT_BYTES
                .evaluate()
                .map(bytes -> LogOptions.ofSegmentBytes(Long.parseLong(bytes)))
                .orElseGet(LogOptions::defaults);
        return options.with(Failpoint.WAL_MOST_SEGMENTS
                .evaluate()
                .map(Integer::parseInt)
                .map(most -> new Retention(Math.min(kept, most), most))
                .orElseGet(() -> Retention.keeping(kept)));
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
    public DiskFile open(String name) {
        return new FaultyFile(disk.open(name), durability);
    }

    @Override
    public DiskFile create(String name) {
        return new FaultyFile(disk.create(name), durability);
    }

    @Override
    public void rename(String from, String to) {
        disk.rename(from, to);
    }

    @Override
    public void delete(String name) {
        disk.delete(name);
        Failpoint.RAFT_AFTER_WAL_RELEASE.hit();
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

    private record FaultyFile(DiskFile file, Durability durability) implements DiskFile {
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
            Failpoint.RAFT_BEFORE_SAVE.hit();
            file.write(from, offset);
        }

        @Override
        public void sync() {
            Failpoint.WAL_BEFORE_SYNC.hit();
            if (durability == Durability.SYNCED) {
                file.sync();
            }
            Failpoint.WAL_AFTER_SYNC.hit();
            Failpoint.RAFT_AFTER_SAVE.hit();
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
