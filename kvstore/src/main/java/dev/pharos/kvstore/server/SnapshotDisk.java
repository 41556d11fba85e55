package dev.pharos.kvstore.server;

import dev.pharos.kvstore.failpoint.Failpoint;
import dev.pharos.raft.storage.disk.Disk;
import dev.pharos.raft.storage.disk.DiskFile;
import dev.pharos.raft.storage.disk.DiskLock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The folder of the raft library's snapshots, with failpoints around the record of one that another member has
 * sent: its database lies there already.
 */
final class SnapshotDisk implements Disk {
    private static final int INDEX_BEGINS = 17;
    private static final int INDEX_ENDS = 33;

    private final Disk disk;

    /** Set from the renaming of such a record until the folder is synced. */
    private final AtomicBoolean named = new AtomicBoolean();

    SnapshotDisk(Disk disk) {
        this.disk = disk;
    }

    /** Names are {@code TERM-INDEX.snap}, and more while unfinished; the database is {@code INDEX.snap.db}. */
    private boolean isOfAnother(String record) {
        return record.length() > INDEX_ENDS
                && disk.list().contains(record.substring(INDEX_BEGINS, INDEX_ENDS) + ".snap.db");
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
        return disk.open(name);
    }

    @Override
    public DiskFile create(String name) {
        if (isOfAnother(name)) {
            Failpoint.RAFT_BEFORE_SAVE_SNAP.hit();
        }
        return disk.create(name);
    }

    @Override
    public void rename(String from, String to) {
        disk.rename(from, to);
        if (isOfAnother(to)) {
            named.set(true);
        }
    }

    @Override
    public void delete(String name) {
        disk.delete(name);
    }

    @Override
    public void syncDirectory() {
        disk.syncDirectory();
        if (named.getAndSet(false)) {
            Failpoint.RAFT_AFTER_SAVE_SNAP.hit();
        }
    }

    @Override
    public long freeBytes() {
        return disk.freeBytes();
    }

    @Override
    public DiskLock lock() {
        return disk.lock();
    }
}
