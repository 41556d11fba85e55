package dev.pharos.kvstore.mvcc;

import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.model.RangeQuery.Content;
import dev.pharos.kvstore.model.RangeQuery.Filter;
import dev.pharos.kvstore.model.RangeQuery.Sort;
import dev.pharos.kvstore.model.RangeQuery.SortOrder;
import dev.pharos.kvstore.model.RangeQuery.SortTarget;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.Random;

/** Keys, values, ranges and questions by chance, out of few enough that they meet. */
final class RandomRequests {
    private static final int KEYS = 14;

    private final Random random;

    RandomRequests(Random random) {
        this.random = random;
    }

    Bytes key() {
        int number = random.nextInt(KEYS);
        return switch (number) {
            case 0 -> Bytes.fromHex("00");
            case 1 -> Bytes.fromHex("ff");
            case 2 -> Bytes.fromHex("ffff");
            case 3 -> Bytes.fromHex("6100");
            default -> Bytes.fromUtf8("a" + "bcd".substring(number % 4) + number);
        };
    }

    Bytes value() {
        return Bytes.fromUtf8("v" + random.nextInt(5) + "w".repeat(random.nextInt(4) == 0 ? 200 : 0));
    }

    long lease() {
        return random.nextInt(3);
    }

    KeyRange range() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> KeyRange.single(key());
            case 2 -> KeyRange.all();
            case 3 -> KeyRange.fromKey(key());
            case 4 -> KeyRange.prefix(Bytes.fromUtf8("a"));
            default -> KeyRange.from(key(), key());
        };
    }

    /** At a revision that may be too old or too new. */
    RangeQuery query(long compactRevision, long revision) {
        RangeQuery query = RangeQuery.of(range()).content(one(Content.values()));
        if (random.nextBoolean()) {
            long lowest = Math.max(0, compactRevision - 1);
            query = query.at(lowest + random.nextInt((int) (revision + 2 - lowest)));
        }
        if (random.nextBoolean()) {
            query = query.limit(random.nextInt(6) - 1);
        }
        if (random.nextBoolean()) {
            query = query.sort(new Sort(one(SortOrder.values()), one(SortTarget.values())));
        }
        if (random.nextInt(3) == 0) {
            query = query.filter(new Filter(bound(revision), bound(revision), bound(revision), bound(revision)));
        }
        return query;
    }

    private long bound(long revision) {
        return random.nextInt(3) > 0 ? 0 : random.nextInt((int) revision + 2);
    }

    private <T> T one(T[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
