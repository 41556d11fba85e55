package dev.pharos.kvstore.mvcc.record;

import dev.pharos.kvstore.backend.BackendFailure;
import dev.pharos.wire.value.Bytes;

/**
 * The numbers of an encoded pair that are needed when the index is built, read without touching its key and
 * value: a store with a million keys looks at a million pairs when it opens. One thread; used again and again.
 */
public final class PairFacts {
    private static final int CREATE_REVISION = 2 << 3;
    private static final int VERSION = 4 << 3;
    private static final int LEASE = 6 << 3;
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int WIRE_TYPE = 0x7;
    private static final int VARINT_BITS = 64;

    private Bytes pair = Bytes.EMPTY;
    private int at;
    private long createRevision;
    private long version;
    private long lease;

    public PairFacts read(Bytes encoded) {
        pair = encoded;
        at = 0;
        createRevision = 0;
        version = 0;
        lease = 0;
        while (at < pair.length()) {
            field((int) varint());
        }
        return this;
    }

    public long createRevision() {
        return createRevision;
    }

    public long version() {
        return version;
    }

    public long lease() {
        return lease;
    }

    private void field(int tag) {
        if ((tag & WIRE_TYPE) == LENGTH_DELIMITED) {
            long length = varint();
            if (length < 0 || length > pair.length() - at) {
                throw damaged();
            }
            at += (int) length;
        } else if ((tag & WIRE_TYPE) == VARINT) {
            number(tag, varint());
        } else {
            throw damaged();
        }
    }

    private void number(int tag, long value) {
        if (tag == CREATE_REVISION) {
            createRevision = value;
        } else if (tag == VERSION) {
            version = value;
        } else if (tag == LEASE) {
            lease = value;
        }
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < VARINT_BITS; shift += 7) {
            if (at == pair.length()) {
                throw damaged();
            }
            byte next = pair.byteAt(at++);
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged();
    }

    private BackendFailure damaged() {
        return new BackendFailure("a pair of " + pair.length() + " bytes is damaged at byte " + at);
    }
}
