package dev.pharos.kvstore.differential;

import com.google.protobuf.ByteString;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import java.util.List;
import java.util.Random;

/** Makes up requests about keys. There are few keys, so that requests meet. */
final class KeyRequests {
    private static final ByteString ALL = ByteString.copyFrom(new byte[] {0});
    private static final List<ByteString> KEYS = List.of(
            bytes('a'),
            bytes('a', 0),
            bytes('a', 'a'),
            bytes('a', 'b'),
            bytes('b'),
            bytes('b', 'a'),
            bytes('b', 0xff),
            bytes('c'),
            bytes('c', 'c', 'c'),
            bytes(0),
            bytes(0xff),
            bytes(0xff, 0xff),
            bytes(0xe2, 0x82, 0xac));
    private static final long[] LEASES = {0, 1, 2, 3, 7, Long.MAX_VALUE, Long.MIN_VALUE, -1, -5};
    private static final int HUGE_VALUE = 1_600_000;

    private final Random random;
    private final Known known;
    private final String version;

    KeyRequests(Random random, Known known, String version) {
        this.random = random;
        this.known = known;
        this.version = version;
    }

    private static ByteString bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return ByteString.copyFrom(bytes);
    }

    static List<ByteString> keys() {
        return KEYS;
    }

    ByteString key() {
        return KEYS.get(random.nextInt(KEYS.size()));
    }

    /** Rarely none, which most requests must not have. */
    private ByteString perhapsKey() {
        return random.nextInt(60) == 0 ? ByteString.EMPTY : key();
    }

    ByteString rangeEnd(ByteString key) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> ByteString.EMPTY;
            case 2 -> ALL;
            case 3 -> prefixEnd(key);
            default -> key();
        };
    }

    private static ByteString prefixEnd(ByteString key) {
        for (int i = key.size() - 1; i >= 0; i--) {
            if (key.byteAt(i) != -1) {
                return key.substring(0, i).concat(bytes(key.byteAt(i) + 1));
            }
        }
        return ALL;
    }

    /** Never 0 alone: some are of leases that do not exist. */
    long lease() {
        return LEASES[1 + random.nextInt(LEASES.length - 1)];
    }

    ByteString value() {
        if (random.nextInt(400) == 0) {
            return ByteString.copyFrom(new byte[HUGE_VALUE + random.nextInt(2) * HUGE_VALUE]);
        }
        byte[] bytes = new byte[random.nextInt(5)];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    /** Around the ends of what can be read, and in the middle. */
    long revision() {
        return switch (random.nextInt(9)) {
            case 0 -> known.compactRevision() + random.nextInt(4) - 2;
            case 1 -> known.revision() + random.nextInt(3) - 1;
            case 2, 3 -> known.revision() - random.nextInt(20);
            case 4 -> random.nextInt(6) == 0 ? extreme() : 0;
            default -> 0;
        };
    }

    private long extreme() {
        return List.of(Long.MIN_VALUE, Long.MAX_VALUE, -1L).get(random.nextInt(3));
    }

    PutRequest put() {
        return put(perhapsKey());
    }

    PutRequest put(ByteString key) {
        PutRequest.Builder put = PutRequest.newBuilder().setKey(key).setPrevKv(random.nextInt(3) == 0);
        boolean keepsValue = random.nextInt(8) == 0;
        boolean keepsLease = random.nextInt(8) == 0;
        put.setIgnoreValue(keepsValue).setIgnoreLease(keepsLease);
        if (!keepsValue || random.nextInt(8) == 0) {
            put.setValue(value());
        }
        if (random.nextInt(3) == 0 && (!keepsLease || random.nextInt(8) == 0)) {
            put.setLease(lease());
        }
        return put.build();
    }

    DeleteRangeRequest delete() {
        ByteString key = perhapsKey();
        return DeleteRangeRequest.newBuilder()
                .setKey(key)
                .setRangeEnd(rangeEnd(key))
                .setPrevKv(random.nextBoolean())
                .build();
    }

    DeleteRangeRequest deleteOne(ByteString key) {
        return DeleteRangeRequest.newBuilder()
                .setKey(key)
                .setPrevKv(random.nextBoolean())
                .build();
    }

    RangeRequest range() {
        ByteString key = perhapsKey();
        RangeRequest.Builder range = RangeRequest.newBuilder()
                .setKey(key)
                .setRangeEnd(rangeEnd(key))
                .setRevision(revision())
                .setSerializable(random.nextInt(4) == 0)
                .setKeysOnly(random.nextInt(6) == 0)
                .setCountOnly(random.nextInt(8) == 0);
        if (random.nextInt(3) == 0) {
            range.setLimit(random.nextInt(8) - 1);
        }
        if (random.nextInt(2) == 0) {
            range.setSortOrderValue(random.nextInt(3)).setSortTargetValue(random.nextInt(5));
        }
        if (random.nextInt(50) == 0 && !Difference.SORT_ENUMS_ARE_CHECKED.concerns(version)) {
            range.setSortOrderValue(random.nextInt(5) - 1).setSortTargetValue(random.nextInt(7) - 1);
        }
        filter(range);
        return range.build();
    }

    private void filter(RangeRequest.Builder range) {
        if (random.nextInt(6) == 0) {
            range.setMinModRevision(known.revision() - random.nextInt(20));
        }
        if (random.nextInt(6) == 0) {
            range.setMaxModRevision(known.revision() - random.nextInt(20));
        }
        if (random.nextInt(8) == 0) {
            range.setMinCreateRevision(known.revision() - random.nextInt(30));
        }
        if (random.nextInt(8) == 0) {
            range.setMaxCreateRevision(known.revision() - random.nextInt(30));
        }
    }
}
