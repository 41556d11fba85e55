package dev.pharos.wire.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Ranges against the plain set of their keys. All ranges with bounds of up to two bytes are tried on all
 * keys of up to three: whatever tells two such ranges apart is among those keys.
 */
class KeyRangeTest {
    private static final Bytes ZERO = Bytes.fromHex("00");
    private static final List<Bytes> BOUNDS = Samples.allUpTo(2);
    private static final List<Bytes> KEYS =
            Samples.allUpTo(3).subList(1, Samples.allUpTo(3).size());

    @Test
    void a_range_contains_what_its_two_fields_say() {
        for (KeyRange range : allRanges()) {
            for (Bytes key : KEYS) {
                assertThat(range.contains(key)).as("%s in %s", key, range).isEqualTo(plainlyContains(range, key));
            }
        }
    }

    @Test
    void a_range_is_empty_when_no_key_is_in_it() {
        for (KeyRange range : allRanges()) {
            assertThat(range.isEmpty()).as("%s", range).isEqualTo(keysOf(range).isEmpty());
        }
    }

    @Test
    void covering_and_intersecting_agree_with_plain_sets() {
        List<KeyRange> ranges = allRanges();
        List<BitSet> sets = ranges.stream().map(KeyRangeTest::keysOf).toList();
        for (int i = 0; i < ranges.size(); i++) {
            for (int j = 0; j < ranges.size(); j++) {
                KeyRange a = ranges.get(i);
                KeyRange b = ranges.get(j);
                BitSet uncovered = (BitSet) sets.get(j).clone();
                uncovered.andNot(sets.get(i));

                assertThat(a.covers(b)).as("%s covers %s", a, b).isEqualTo(uncovered.isEmpty());
                assertThat(a.intersects(b))
                        .as("%s intersects %s", a, b)
                        .isEqualTo(sets.get(i).intersects(sets.get(j)));
            }
        }
    }

    @Test
    void a_prefix_holds_the_keys_that_start_with_it() {
        for (Bytes prefix : BOUNDS) {
            KeyRange range = KeyRange.prefix(prefix);
            for (Bytes key : KEYS) {
                assertThat(range.contains(key)).as("%s in %s", key, range).isEqualTo(key.startsWith(prefix));
            }
        }
    }

    @Test
    void random_prefixes_hold_random_keys_that_start_with_them() {
        Random random = new Random(20_240_911);
        for (int round = 0; round < 20_000; round++) {
            Bytes prefix = Bytes.wrapUnsafe(Samples.randomBytes(random));
            Bytes key = Bytes.wrapUnsafe(Samples.randomBytes(random));
            if (!key.isEmpty()) {
                assertThat(KeyRange.prefix(prefix).contains(key)).isEqualTo(key.startsWith(prefix));
            }
            Bytes longer = prefix.concat(key).successor();
            assertThat(KeyRange.prefix(prefix).contains(longer)).isTrue();
        }
    }

    @Test
    void a_prefix_ends_at_its_last_byte_below_ff_plus_one() {
        assertThat(KeyRange.prefixEnd(Bytes.fromUtf8("aa"))).isEqualTo(Bytes.fromUtf8("ab"));
        assertThat(KeyRange.prefixEnd(Bytes.fromHex("61ff"))).isEqualTo(Bytes.fromHex("62"));
        assertThat(KeyRange.prefixEnd(Bytes.fromHex("7f"))).isEqualTo(Bytes.fromHex("80"));
        assertThat(KeyRange.prefixEnd(Bytes.fromHex("ffff"))).isEqualTo(ZERO);
        assertThat(KeyRange.prefixEnd(Bytes.EMPTY)).isEqualTo(ZERO);
    }

    @Test
    void two_zero_bytes_are_all_keys() {
        assertThat(KeyRange.from(ZERO, ZERO)).isEqualTo(KeyRange.all());
        assertThat(KeyRange.all().isAll()).isTrue();
        assertThat(KeyRange.prefix(Bytes.EMPTY)).isEqualTo(KeyRange.all());
        assertThat(KeyRange.fromKey(Bytes.EMPTY)).isEqualTo(KeyRange.all());
        assertThat(KeyRange.fromKey(Bytes.fromHex("01")).isAll()).isFalse();
        assertThat(KEYS).allMatch(KeyRange.all()::contains);
    }

    @Test
    void an_empty_range_end_is_the_single_key() {
        KeyRange range = KeyRange.from(ByteString.copyFromUtf8("a"), ByteString.EMPTY);

        assertThat(range).isEqualTo(KeyRange.single(Bytes.fromUtf8("a")));
        assertThat(range.isSingle()).isTrue();
        assertThat(range.isOpenEnded()).isFalse();
        assertThat(range.contains(Bytes.fromUtf8("a"))).isTrue();
        assertThat(range.contains(Bytes.fromUtf8("aa"))).isFalse();
    }

    @Test
    void a_zero_byte_for_a_range_end_is_no_end() {
        KeyRange range = KeyRange.from(ByteString.copyFromUtf8("m"), ZERO.toByteString());

        assertThat(range.isOpenEnded()).isTrue();
        assertThat(range.isEmpty()).isFalse();
        assertThat(range.contains(Bytes.fromHex("ffffff"))).isTrue();
        assertThat(range.contains(Bytes.fromUtf8("l"))).isFalse();
    }

    @Test
    void a_range_end_that_is_no_greater_than_the_key_leaves_nothing() {
        assertThat(KeyRange.from(Bytes.fromUtf8("b"), Bytes.fromUtf8("b")).isEmpty())
                .isTrue();
        assertThat(KeyRange.from(Bytes.fromUtf8("b"), Bytes.fromUtf8("a")).isEmpty())
                .isTrue();
        assertThat(KeyRange.from(Bytes.fromUtf8("a"), Bytes.fromUtf8("b")).isEmpty())
                .isFalse();
    }

    @Test
    void ranges_print_as_people_write_them() {
        assertThat(KeyRange.single(Bytes.fromUtf8("a"))).hasToString("\"a\"");
        assertThat(KeyRange.prefix(Bytes.fromUtf8("a"))).hasToString("[\"a\", \"b\")");
        assertThat(KeyRange.fromKey(Bytes.fromUtf8("a"))).hasToString("[\"a\", ...)");
    }

    /** All but the single empty key, which is no key. */
    private static List<KeyRange> allRanges() {
        List<KeyRange> ranges = new ArrayList<>();
        for (Bytes key : BOUNDS) {
            for (Bytes end : BOUNDS) {
                if (!key.isEmpty() || !end.isEmpty()) {
                    ranges.add(KeyRange.from(key, end));
                }
            }
        }
        return ranges;
    }

    private static BitSet keysOf(KeyRange range) {
        BitSet keys = new BitSet();
        for (int i = 0; i < KEYS.size(); i++) {
            keys.set(i, plainlyContains(range, KEYS.get(i)));
        }
        return keys;
    }

    private static boolean plainlyContains(KeyRange range, Bytes key) {
        String first = range.key().toHex();
        String end = range.rangeEnd().toHex();
        String candidate = key.toHex();
        if (end.isEmpty()) {
            return candidate.equals(first);
        }
        return candidate.compareTo(first) >= 0 && (end.equals("00") || candidate.compareTo(end) < 0);
    }
}
