package dev.pharos.kvstore.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeySpansTest {
    @Test
    void nothing_is_in_an_empty_set() {
        assertThat(new KeySpans().contains(key("a"))).isFalse();
    }

    @Test
    void a_single_key_covers_itself_and_nothing_behind_it() {
        KeySpans spans = new KeySpans();
        spans.add(KeyRange.single(key("b")));

        assertThat(spans.contains(key("b"))).isTrue();
        assertThat(spans.contains(key("a"))).isFalse();
        assertThat(spans.contains(key("b\0"))).isFalse();
        assertThat(spans.contains(key("c"))).isFalse();
    }

    @Test
    void spans_that_overlap_touch_or_lie_within_each_other_become_one() {
        KeySpans spans = new KeySpans();
        spans.add(KeyRange.from(key("c"), key("e")));
        spans.add(KeyRange.from(key("a"), key("b")));
        spans.add(KeyRange.from(key("b"), key("d")));
        spans.add(KeyRange.from(key("c"), key("cc")));

        assertThat(List.of("a", "b", "c", "d", "dzz")).allMatch(text -> spans.contains(key(text)));
        assertThat(spans.contains(key("e"))).isFalse();
    }

    @Test
    void random_sets_of_ranges_contain_what_one_of_the_ranges_contains() {
        Random random = new Random(11);
        for (int round = 0; round < 2_000; round++) {
            KeySpans first = new KeySpans();
            KeySpans second = new KeySpans();
            List<KeyRange> ranges = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                KeyRange range = range(random);
                ranges.add(range);
                (random.nextBoolean() ? first : second).add(range);
            }
            first.addAll(second);
            for (int probe = 0; probe < 30; probe++) {
                Bytes key = key(random);
                assertThat(first.contains(key))
                        .as("%s in %s", key, ranges)
                        .isEqualTo(ranges.stream().anyMatch(range -> range.contains(key)));
            }
        }
    }

    private static KeyRange range(Random random) {
        while (true) {
            KeyRange range =
                    random.nextInt(3) == 0 ? KeyRange.single(key(random)) : KeyRange.from(key(random), key(random));
            if (!range.isEmpty() && !range.isOpenEnded()) {
                return range;
            }
        }
    }

    private static Bytes key(Random random) {
        byte[] key = new byte[1 + random.nextInt(3)];
        for (int i = 0; i < key.length; i++) {
            key[i] = new byte[] {0, 'a', 'b', (byte) 0xff}[random.nextInt(4)];
        }
        return Bytes.wrapUnsafe(key);
    }

    private static Bytes key(String text) {
        return Bytes.fromUtf8(text);
    }
}
