package dev.pharos.raft.simulation.disk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** The bytes of one file: as they read now, and for every sector that is not synced, as they were. */
final class SimContent {
    static final int SECTOR_BYTES = 512;

    private byte[] bytes = new byte[0];
    private int size;
    private int durableSize;
    /** The smallest size since the last sync; what lies behind it was cut off in between. */
    private int cutTo = Integer.MAX_VALUE;

    private final TreeMap<Integer, byte[]> before = new TreeMap<>();
    /** Sectors of a failed sync: the system takes them for clean, so no later sync writes them. */
    private final TreeMap<Integer, byte[]> forsaken = new TreeMap<>();

    SimContent copy() {
        SimContent copy = new SimContent();
        copy.bytes = bytes.clone();
        copy.size = size;
        copy.durableSize = durableSize;
        copy.cutTo = cutTo;
        // Images are never changed once taken, so they can be shared.
        copy.before.putAll(before);
        copy.forsaken.putAll(forsaken);
        return copy;
    }

    int size() {
        return size;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    int read(ByteBuffer into, long offset) {
        int count = (int) Math.max(0, Math.min(into.remaining(), size - offset));
        if (count > 0) {
            into.put(bytes, (int) offset, count);
        }
        return count;
    }

    void write(ByteBuffer from, int offset) {
        int count = from.remaining();
        if (count == 0) {
            return;
        }
        int end = offset + count;
        if (bytes.length < end) {
            bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
        }
        remember(offset, end);
        from.get(bytes, offset, count);
        size = Math.max(size, end);
    }

    void truncate(int newSize) {
        if (newSize >= size) {
            return;
        }
        remember(newSize, size);
        Arrays.fill(bytes, newSize, size, (byte) 0);
        size = newSize;
        cutTo = Math.min(cutTo, newSize);
    }

    void sync() {
        before.clear();
        durableSize = size;
        cutTo = Integer.MAX_VALUE;
    }

    void failSync() {
        before.forEach(forsaken::putIfAbsent);
        before.clear();
    }

    void flipBit(long bitOffset) {
        int at = (int) (bitOffset >>> 3);
        bytes[at] ^= (byte) (1 << (bitOffset & 7));
    }

    /** Makes some sectors durable, as the system does whenever it likes. */
    void writeBack(RandomGenerator random) {
        before.keySet().removeIf(sector -> (sector + 1) * SECTOR_BYTES <= durableSize && random.nextBoolean());
    }

    List<Integer> dirtySectors() {
        List<Integer> sectors = new ArrayList<>(before.keySet());
        forsaken.keySet().stream().filter(sector -> !before.containsKey(sector)).forEach(sectors::add);
        return sectors;
    }

    boolean hasNewSize() {
        return size != durableSize;
    }

    /** Turns this into what is found after the crash; all of it is durable then. */
    void crash(String name, CrashPlan plan, FaultCounter faults) {
        int found = hasNewSize() ? (int) plan.size(name, durableSize, size) : size;
        if (found != size) {
            faults.count(FaultKind.SIZE_LOST);
        }
        boolean uncut = found > size;
        forsaken.forEach(before::putIfAbsent);
        for (Map.Entry<Integer, byte[]> dirty : before.entrySet()) {
            boolean restored = uncut && (dirty.getKey() + 1) * SECTOR_BYTES > cutTo;
            SectorFate fate = restored ? SectorFate.LOST : plan.sector(name, dirty.getKey());
            settle(dirty.getKey(), dirty.getValue(), fate, faults);
        }
        forsaken.clear();
        if (found > bytes.length) {
            bytes = Arrays.copyOf(bytes, found);
        }
        if (found < bytes.length) {
            Arrays.fill(bytes, found, bytes.length, (byte) 0);
        }
        size = found;
        sync();
    }

    private void settle(int sector, byte[] image, SectorFate fate, FaultCounter faults) {
        int half = SECTOR_BYTES / 2;
        switch (fate) {
            case KEPT -> {}
            case LOST -> {
                restore(sector, image, 0, SECTOR_BYTES);
                faults.count(FaultKind.SECTOR_LOST);
            }
            case FIRST_HALF_KEPT -> {
                restore(sector, image, half, SECTOR_BYTES);
                faults.count(FaultKind.SECTOR_TORN);
            }
            case SECOND_HALF_KEPT -> {
                restore(sector, image, 0, half);
                faults.count(FaultKind.SECTOR_TORN);
            }
        }
    }

    private void restore(int sector, byte[] image, int from, int to) {
        int at = sector * SECTOR_BYTES;
        for (int i = from; i < to && at + i < bytes.length; i++) {
            bytes[at + i] = i < image.length ? image[i] : 0;
        }
    }

    private void remember(int from, int to) {
        for (int sector = from / SECTOR_BYTES; sector * SECTOR_BYTES < to; sector++) {
            if (before.containsKey(sector)) {
                continue;
            }
            byte[] image = forsaken.remove(sector);
            before.put(sector, image == null ? image(sector) : image);
        }
    }

    private byte[] image(int sector) {
        int at = sector * SECTOR_BYTES;
        int end = Math.min(Math.min(at + SECTOR_BYTES, size), bytes.length);
        return end <= at ? new byte[0] : Arrays.copyOfRange(bytes, at, end);
    }
}
