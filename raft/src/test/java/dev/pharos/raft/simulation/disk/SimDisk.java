package dev.pharos.raft.simulation.disk;

import dev.pharos.raft.storage.disk.Disk;
import dev.pharos.raft.storage.disk.DiskFile;
import dev.pharos.raft.storage.disk.DiskLock;
import dev.pharos.raft.storage.disk.StorageFailure;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * One directory in memory. Until it is synced, every sector of 512 bytes and every directory operation
 * is at risk; {@link #crash} decides. Everything that happens is decided by the calls and the random
 * generators given, so a run repeats exactly.
 */
public final class SimDisk implements Disk {
    private final String name;
    private final SimDirectory directory;
    private final FaultCounter faults = new FaultCounter();

    /** Handles and locks belong to the life between two crashes. */
    private int life;

    private boolean locked;
    private long changes;
    private long powerLastsUntil = Long.MAX_VALUE;
    /** How many syncs and writes from now on the planned failure comes; 0 for none. */
    private int failingSync;

    private int failingWrite;
    private long capacityBytes = Long.MAX_VALUE;

    public SimDisk(String name) {
        this(name, new SimDirectory());
    }

    private SimDisk(String name, SimDirectory directory) {
        this.name = name;
        this.directory = directory;
    }

    /** The same disk once more, with all that is at risk; without faults planned, users or counts. */
    public SimDisk copy() {
        return new SimDisk(name, directory.copy());
    }

    /** Ends a life: what was not synced is decided upon, power is back, planned faults are forgotten. */
    public void crash(RandomGenerator random, CrashMode mode) {
        crash(mode.plan(random));
    }

    public void crash(CrashPlan plan) {
        faults.count(FaultKind.CRASH);
        directory.crash(plan, faults);
        life++;
        locked = false;
        powerLastsUntil = Long.MAX_VALUE;
        failingSync = 0;
        failingWrite = 0;
    }

    /**
     * Ends the life of the process alone, be it in the middle of its writes: the system still has what was
     * not synced, and may yet lose it.
     */
    public void kill() {
        life++;
        locked = false;
        powerLastsUntil = Long.MAX_VALUE;
        failingSync = 0;
        failingWrite = 0;
    }

    /** Lets the system write some of what is not synced by itself. */
    public void writeBack(RandomGenerator random) {
        directory.names().values().forEach(content -> content.writeBack(random));
        directory.writeBack(random);
    }

    /** After {@code more} further changes of any kind, every call fails until the crash. */
    public void cutPowerAfterWrites(long more) {
        powerLastsUntil = changes + more;
    }

    public boolean isPowerCut() {
        return changes >= powerLastsUntil;
    }

    public void failNextSync() {
        failSync(1);
    }

    public void failNextWrite() {
        failWrite(1);
    }

    /** The {@code nth} sync of a file fails, and what it should have written is never written by a later one. */
    public void failSync(int nth) {
        failingSync = nth;
    }

    /** The {@code nth} write fails after half of its sectors. */
    public void failWrite(int nth) {
        failingWrite = nth;
    }

    /** All files together may hold this many bytes from now on; what is there already stays. */
    public void limitBytes(long capacity) {
        capacityBytes = capacity;
    }

    public void flipBit(String file, long bitOffset) {
        content(file).flipBit(bitOffset);
        faults.count(FaultKind.BIT_FLIPPED);
    }

    /** How many changes there were: writes, truncations, syncs, and directory operations. */
    public long writes() {
        return changes;
    }

    public Map<FaultKind, Long> faults() {
        return faults.counts();
    }

    /** The bytes of a file as they read now. */
    public byte[] bytes(String file) {
        return content(file).toArray();
    }

    /** The sectors of a file that are at risk. */
    public List<Integer> dirtySectors(String file) {
        return content(file).dirtySectors();
    }

    /** Whether the size of a file is at risk. */
    public boolean hasNewSize(String file) {
        return content(file).hasNewSize();
    }

    /** How many directory operations are at risk. */
    public int pendingDirectoryOperations() {
        return directory.pendingOperations();
    }

    @Override
    public String location() {
        return name;
    }

    @Override
    public List<String> list() {
        requirePower();
        return List.copyOf(directory.names().keySet());
    }

    @Override
    public DiskFile create(String file) {
        change();
        SimContent existing = directory.names().get(file);
        if (existing == null) {
            directory.create(file);
        } else {
            existing.truncate(0);
        }
        return new SimFile(file, content(file));
    }

    @Override
    public DiskFile open(String file) {
        requirePower();
        return new SimFile(file, content(file));
    }

    @Override
    public void rename(String from, String to) {
        change();
        directory.rename(from, to, content(from));
    }

    @Override
    public void delete(String file) {
        change();
        directory.delete(file, content(file));
    }

    @Override
    public void syncDirectory() {
        change();
        directory.sync();
    }

    @Override
    public DiskLock lock() {
        requirePower();
        if (locked) {
            throw StorageFailure.of(name + " is in use already");
        }
        locked = true;
        int mine = life;
        return () -> {
            if (life == mine) {
                locked = false;
            }
        };
    }

    private SimContent content(String file) {
        SimContent content = directory.names().get(file);
        if (content == null) {
            throw StorageFailure.of(name + "/" + file + " does not exist");
        }
        return content;
    }

    private void change() {
        requirePower();
        changes++;
    }

    private void requirePower() {
        if (isPowerCut()) {
            faults.count(FaultKind.POWER_CUT);
            throw StorageFailure.of(name + " has no power");
        }
    }

    private int room(SimContent content, long offset, int count) {
        long growth = Math.max(0, offset + count - content.size());
        if (growth == 0 || capacityBytes == Long.MAX_VALUE) {
            return count;
        }
        return (int) Math.max(0, count - Math.max(0, usedBytes() + growth - capacityBytes));
    }

    private long usedBytes() {
        return directory.names().values().stream().mapToLong(SimContent::size).sum();
    }

    @Override
    public long freeBytes() {
        return capacityBytes == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, capacityBytes - usedBytes());
    }

    /** A write that fails has gone up to a border of sectors; systems cache and write whole pages. */
    private static int wholeSectors(long offset, int count, int fitting) {
        if (fitting == count) {
            return count;
        }
        long end = (offset + fitting) / SimContent.SECTOR_BYTES * SimContent.SECTOR_BYTES;
        return (int) Math.max(0, end - offset);
    }

    private final class SimFile implements DiskFile {
        private final String file;
        private final SimContent content;
        private final int bornIn = life;
        private boolean closed;

        SimFile(String file, SimContent content) {
            this.file = file;
            this.content = content;
        }

        @Override
        public String name() {
            return file;
        }

        @Override
        public long size() {
            requireOpen();
            return content.size();
        }

        @Override
        public int read(ByteBuffer into, long offset) {
            requireOpen();
            return content.read(into, offset);
        }

        @Override
        public void write(ByteBuffer from, long offset) {
            requireOpen();
            change();
            int count = from.remaining();
            boolean fails = failingWrite > 0 && --failingWrite == 0;
            int fitting = wholeSectors(offset, count, room(content, offset, fails ? count / 2 : count));
            content.write(from.slice(from.position(), fitting), Math.toIntExact(offset));
            from.position(from.position() + fitting);
            if (fails) {
                faults.count(FaultKind.WRITE_FAILED);
                throw StorageFailure.at(file, offset + fitting, "the write fails as planned");
            }
            if (fitting < count) {
                faults.count(FaultKind.DISK_FULL);
                throw StorageFailure.at(file, offset + fitting, "no space is left on " + name);
            }
        }

        @Override
        public void sync() {
            requireOpen();
            change();
            if (failingSync > 0 && --failingSync == 0) {
                content.failSync();
                faults.count(FaultKind.SYNC_FAILED);
                throw StorageFailure.of("the sync of " + file + " fails as planned");
            }
            content.sync();
        }

        @Override
        public void truncate(long size) {
            requireOpen();
            change();
            content.truncate(Math.toIntExact(size));
        }

        @Override
        public void close() {
            closed = true;
        }

        private void requireOpen() {
            if (closed || bornIn != life) {
                throw StorageFailure.of(file + " is closed" + (closed ? "" : " by a crash"));
            }
            requirePower();
        }
    }
}
