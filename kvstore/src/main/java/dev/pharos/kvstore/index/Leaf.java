package dev.pharos.kvstore.index;

import dev.pharos.wire.value.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Entries in the order of their keys, in one array.
 *
 * <pre>
 *   [prefix][entry 0]...[entry n-1][unused][slot n-1]...[slot 0]
 *   entry = Numbers, key without the prefix      slot = head << 16 | start, counted from entry 0
 * </pre>
 *
 * <p>The prefix is common to all keys; it need not be all that they have in common. A leaf has at least one
 * entry.
 */
final class Leaf extends Node {
    static final int SLOT = Integer.BYTES;

    private static final int START = 0xffff;
    private static final int HEAD_SHIFT = 16;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] data;
    private int prefix;

    /** Where the last entry ends. */
    private int used;

    private int count;
    private int live;
    private long pairBytes;

    /** An empty one, to be filled at once. */
    Leaf(Object owner, byte[] prefixSource, int prefix, int capacity) {
        super(owner);
        this.data = new byte[capacity];
        this.prefix = prefix;
        this.used = prefix;
        System.arraycopy(prefixSource, 0, data, 0, prefix);
    }

    static Leaf single(Object owner, Draft draft) {
        int prefix = draft.key().length;
        Leaf leaf = new Leaf(owner, draft.key(), prefix, prefix + draft.size(prefix) + SLOT);
        leaf.insert(0, draft);
        return leaf;
    }

    /** The same entries, with room for some bytes more. */
    Leaf copy(Object owner, int room) {
        Leaf copy = new Leaf(owner, data, prefix, bytes() + room);
        copy.appendAll(this);
        return copy;
    }

    int count() {
        return count;
    }

    @Override
    long live() {
        return live;
    }

    @Override
    long pairBytes() {
        return pairBytes;
    }

    int prefix() {
        return prefix;
    }

    /** Bytes in use. */
    int bytes() {
        return used + count * SLOT;
    }

    /** Of the array. */
    int capacity() {
        return data.length;
    }

    /** Bytes in use if the prefix were of this length. */
    int bytesWithPrefix(int length) {
        return bytes() + (count - 1) * (prefix - length);
    }

    int commonPrefix(byte[] key) {
        return KeyBytes.common(data, prefix, key, key.length);
    }

    int commonPrefix(Leaf other) {
        return KeyBytes.common(data, prefix, other.data, other.prefix);
    }

    /** How much the keys of a part have in common. */
    int commonPrefix(int from, int to) {
        int first = suffix(from);
        int last = suffix(to - 1);
        int length = Math.min(end(from) - first, end(to - 1) - last);
        int differs = Arrays.mismatch(data, first, first + length, data, last, last + length);
        return prefix + (differs < 0 ? length : differs);
    }

    /** Index of the key, or, when it is missing, {@code -1 - index} of the first greater one. */
    int find(byte[] key) {
        int same = KeyBytes.common(data, prefix, key, key.length);
        if (same < prefix) {
            boolean before = same == key.length || (key[same] & 0xff) < (data[same] & 0xff);
            return before ? -1 : -1 - count;
        }
        int head = KeyBytes.head(key, prefix, key.length);
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = (slot(middle) >>> HEAD_SHIFT) - head;
            if (order == 0) {
                order = compareSuffix(middle, key);
            }
            if (order < 0) {
                low = middle + 1;
            } else if (order > 0) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return -1 - low;
    }

    /** Index of the first entry whose key is not less. */
    int lowerBound(byte[] key) {
        int found = find(key);
        return found >= 0 ? found : -1 - found;
    }

    int compareKey(int index, byte[] other, int from, int to) {
        int head = Math.min(prefix, to - from);
        int order = Arrays.compareUnsigned(data, 0, head, other, from, from + head);
        if (order != 0 || head < prefix) {
            return order != 0 ? order : 1;
        }
        return Arrays.compareUnsigned(data, suffix(index), end(index), other, from + head, to);
    }

    private int compareSuffix(int index, byte[] key) {
        return Arrays.compareUnsigned(data, suffix(index), end(index), key, prefix, key.length);
    }

    boolean isLive(int index) {
        return Numbers.isLive(data, start(index));
    }

    /** Live entries before an index. */
    int liveBelow(int index) {
        if (live == count) {
            return index;
        }
        int found = 0;
        for (int i = 0; i < index; i++) {
            found += isLive(i) ? 1 : 0;
        }
        return found;
    }

    long pairBytes(int index) {
        return Numbers.pairBytes(data, start(index));
    }

    /** What the pairs of the first so many live entries take. */
    long pairBytesOfFirst(long liveEntries) {
        if (liveEntries == live) {
            return pairBytes;
        }
        long sum = 0;
        long left = liveEntries;
        for (int i = 0; left > 0; i++) {
            if (isLive(i)) {
                sum += pairBytes(i);
                left--;
            }
        }
        return sum;
    }

    int keyLength(int index) {
        return prefix + end(index) - suffix(index);
    }

    void copyKey(int index, byte[] target, int at) {
        int suffix = suffix(index);
        System.arraycopy(data, 0, target, at, prefix);
        System.arraycopy(data, suffix, target, at + prefix, end(index) - suffix);
    }

    byte[] key(int index) {
        byte[] key = new byte[keyLength(index)];
        copyKey(index, key, 0);
        return key;
    }

    void readNumbers(int index, Numbers target) {
        target.read(data, start(index));
    }

    IndexEntry entry(int index) {
        Numbers read = new Numbers();
        readNumbers(index, read);
        return new IndexEntry(
                Bytes.wrapUnsafe(key(index)),
                read.modifiedRevision(),
                read.modifiedSub(),
                read.createRevision(),
                read.version(),
                read.pairBytes());
    }

    /** Bytes of an entry. */
    int size(int index) {
        return end(index) - start(index);
    }

    /** The cut that leaves two parts most alike in bytes; for two entries and more. */
    int middle() {
        int half = (used - prefix) / 2;
        int cut = 1;
        while (cut < count - 1 && (slot(cut) & START) < half) {
            cut++;
        }
        boolean better = cut > 1 && half - (slot(cut - 1) & START) < (slot(cut) & START) - half;
        return better ? cut - 1 : cut;
    }

    /** For the owner. The draft's key has the prefix. */
    void insert(int index, Draft draft) {
        int size = draft.size(prefix);
        ensureRoom(size + SLOT);
        int start = index == count ? used : start(index);
        System.arraycopy(data, start, data, start + size, used - start);
        for (int i = count; i > index; i--) {
            setSlot(i, slot(i - 1) + size);
        }
        draft.copyTo(data, start, prefix);
        setSlot(index, KeyBytes.head(draft.key(), prefix, draft.key().length) << HEAD_SHIFT | (start - prefix));
        used += size;
        count++;
        live += draft.live();
        pairBytes += draft.pairBytes();
    }

    /** For the owner. The draft has the key of the entry. */
    void replace(int index, Draft draft) {
        live += draft.live() - (isLive(index) ? 1 : 0);
        pairBytes += draft.pairBytes() - pairBytes(index);
        int more = draft.size(prefix) - size(index);
        if (more != 0) {
            ensureRoom(more);
            moveFrom(index + 1, more);
        }
        draft.copyTo(data, start(index), prefix);
    }

    /** For the owner, who drops a leaf with its last entry. */
    void remove(int index) {
        live -= isLive(index) ? 1 : 0;
        pairBytes -= pairBytes(index);
        moveFrom(index + 1, -size(index));
        for (int i = index + 1; i < count; i++) {
            setSlot(i - 1, slot(i));
        }
        count--;
    }

    /** Takes all entries of a leaf that has the same prefix, in one go. */
    private void appendAll(Leaf source) {
        System.arraycopy(source.data, prefix, data, prefix, source.used - prefix);
        int slots = source.count * SLOT;
        System.arraycopy(source.data, source.data.length - slots, data, data.length - slots, slots);
        used = source.used;
        count = source.count;
        live = source.live;
        pairBytes = source.pairBytes;
    }

    /** Takes an entry that sorts behind all here and shares the prefix; there is room. */
    void append(Leaf source, int index) {
        int from = source.start(index);
        int suffix = source.suffix(index);
        int start = used;
        System.arraycopy(source.data, from, data, start, suffix - from);
        used += suffix - from;
        int head = used;
        if (prefix < source.prefix) {
            System.arraycopy(source.data, prefix, data, used, source.prefix - prefix);
            used += source.prefix - prefix;
        }
        int skipped = suffix + Math.max(0, prefix - source.prefix);
        System.arraycopy(source.data, skipped, data, used, source.end(index) - skipped);
        used += source.end(index) - skipped;
        setSlot(count, KeyBytes.head(data, head, used) << HEAD_SHIFT | (start - prefix));
        count++;
        live += source.isLive(index) ? 1 : 0;
        pairBytes += source.pairBytes(index);
    }

    private void moveFrom(int index, int distance) {
        int start = index == count ? used : start(index);
        System.arraycopy(data, start, data, start + distance, used - start);
        for (int i = index; i < count; i++) {
            setSlot(i, slot(i) + distance);
        }
        used += distance;
    }

    /** For the owner: gives up unused room. */
    void trim() {
        if (bytes() < data.length) {
            resize(bytes());
        }
    }

    private void ensureRoom(int more) {
        int needed = bytes() + more;
        if (needed > data.length) {
            resize(needed + needed / 8);
        }
    }

    private void resize(int capacity) {
        byte[] old = data;
        data = new byte[capacity];
        System.arraycopy(old, 0, data, 0, used);
        int slots = count * SLOT;
        System.arraycopy(old, old.length - slots, data, data.length - slots, slots);
    }

    private int slot(int index) {
        return (int) INT.get(data, data.length - SLOT * (index + 1));
    }

    private void setSlot(int index, int value) {
        INT.set(data, data.length - SLOT * (index + 1), value);
    }

    private int start(int index) {
        return prefix + (slot(index) & START);
    }

    private int end(int index) {
        return index + 1 == count ? used : start(index + 1);
    }

    private int suffix(int index) {
        return Numbers.skip(data, start(index));
    }
}
