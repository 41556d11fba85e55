package dev.pharos.kvstore.index;

/**
 * What an entry says besides its key, and how a leaf writes it: a flag byte with the length of the rest, then
 * varints of the bytes of the pair if there is one, the modification revision, its place there unless 0, the
 * distance back to the creation revision, and the version unless 0.
 */
final class Numbers {
    /** Sign bit of the flag byte. */
    static final int LIVE = 0x80;

    static final int MAX_BYTES = 1 + 10 + 10 + 5 + 10 + 10;

    private static final int HAS_SUB = 0x40;
    private static final int LENGTH = 0x3f;

    private long modifiedRevision;
    private int modifiedSub;
    private long createRevision;
    private long version;
    private long pairBytes;
    private int at;

    void set(IndexEntry entry) {
        set(entry.modifiedRevision(), entry.modifiedSub(), entry.createRevision(), entry.version(), entry.pairBytes());
    }

    /** A version of 0 has no pair. */
    void set(long modifiedRevision, int modifiedSub, long createRevision, long version, long pairBytes) {
        this.modifiedRevision = modifiedRevision;
        this.modifiedSub = modifiedSub;
        this.createRevision = createRevision;
        this.version = version;
        this.pairBytes = pairBytes;
    }

    long modifiedRevision() {
        return modifiedRevision;
    }

    int modifiedSub() {
        return modifiedSub;
    }

    long createRevision() {
        return createRevision;
    }

    long version() {
        return version;
    }

    long pairBytes() {
        return pairBytes;
    }

    /** Where the numbers that start here end. */
    static int skip(byte[] data, int start) {
        return start + 1 + (data[start] & LENGTH);
    }

    static boolean isLive(byte[] data, int start) {
        return data[start] < 0;
    }

    /** The bytes of the pair alone, for sums over many entries. */
    static long pairBytes(byte[] data, int start) {
        if (!isLive(data, start)) {
            return 0;
        }
        int position = start + 1;
        byte next = data[position++];
        long value = next & 0x7f;
        for (int shift = 7; next < 0; shift += 7) {
            next = data[position++];
            value |= (next & 0x7fL) << shift;
        }
        return value;
    }

    /** Writes to the front of an array of at least {@link #MAX_BYTES} and returns the length. */
    int write(byte[] target) {
        at = 1;
        int flags = 0;
        if (version != 0) {
            flags |= LIVE;
            writeVarint(target, pairBytes);
        }
        writeVarint(target, modifiedRevision);
        if (modifiedSub != 0) {
            flags |= HAS_SUB;
            writeVarint(target, modifiedSub);
        }
        writeVarint(target, modifiedRevision - createRevision);
        if (version != 0) {
            writeVarint(target, version);
        }
        target[0] = (byte) (flags | (at - 1));
        return at;
    }

    void read(byte[] data, int start) {
        int flags = data[start];
        at = start + 1;
        pairBytes = (flags & LIVE) == 0 ? 0 : readVarint(data);
        modifiedRevision = readVarint(data);
        modifiedSub = (flags & HAS_SUB) == 0 ? 0 : (int) readVarint(data);
        createRevision = modifiedRevision - readVarint(data);
        version = (flags & LIVE) == 0 ? 0 : readVarint(data);
    }

    private void writeVarint(byte[] target, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            target[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[at++] = (byte) rest;
    }

    private long readVarint(byte[] data) {
        int position = at;
        byte next = data[position++];
        long value = next & 0x7f;
        for (int shift = 7; next < 0; shift += 7) {
            next = data[position++];
            value |= (next & 0x7fL) << shift;
        }
        at = position;
        return value;
    }
}
