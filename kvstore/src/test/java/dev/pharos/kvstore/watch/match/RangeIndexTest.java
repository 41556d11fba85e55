package dev.pharos.kvstore.watch.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RangeIndexTest {
    private final RangeIndex<Item> index = new RangeIndex<>(new SplittableRandom(1));

    /** Equal only to itself. */
    private static final class Item implements Ranged {
        private final KeyRange range;

        Item(KeyRange range) {
            this.range = range;
        }

        @Override
        public KeyRange range() {
            return range;
        }

        @Override
        public String toString() {
            return range.toString();
        }
    }

    private Item added(KeyRange range) {
        Item item = new Item(range);
        index.add(item);
        return item;
    }

    private List<Item> matching(String key) {
        List<Item> found = new ArrayList<>();
        index.match(Bytes.fromUtf8(key), found::add);
        return found;
    }

    @Test
    void a_single_key_matches_itself_only() {
        Item item = added(KeyRange.single(Bytes.fromUtf8("a")));
        assertThat(matching("a")).containsExactly(item);
        assertThat(matching("a0")).isEmpty();
        assertThat(matching("")).isEmpty();
    }

    @Test
    void many_items_may_have_the_same_range() {
        for (KeyRange range : List.of(KeyRange.single(Bytes.fromUtf8("a")), KeyRange.prefix(Bytes.fromUtf8("a")))) {
            Item one = added(range);
            Item two = added(range);
            Item three = added(range);
            assertThat(index.with(range)).containsExactly(one, two, three);
            index.remove(two);
            index.remove(two);
            assertThat(index.with(range)).containsExactly(one, three);
            index.remove(one);
            index.remove(three);
            assertThat(index.with(range)).isEmpty();
            assertThat(index.isEmpty()).isTrue();
        }
    }

    @Test
    void ranges_without_an_end_reach_every_greater_key() {
        Item fromB = added(KeyRange.fromKey(Bytes.fromUtf8("b")));
        Item all = added(KeyRange.all());
        assertThat(matching("a")).containsExactly(all);
        assertThat(matching("zzz")).containsExactlyInAnyOrder(all, fromB);
    }

    @Test
    void removing_what_is_not_there_changes_nothing() {
        Item item = added(KeyRange.prefix(Bytes.fromUtf8("a")));
        index.remove(new Item(KeyRange.prefix(Bytes.fromUtf8("b"))));
        index.remove(new Item(KeyRange.single(Bytes.fromUtf8("a"))));
        assertThat(matching("a")).containsExactly(item);
    }

    @Test
    void it_finds_what_trying_every_range_finds() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Item> items = new ArrayList<>();
            for (int step = 0; step < 120; step++) {
                if (items.isEmpty() || random.nextInt(3) > 0) {
                    items.add(added(range(random)));
                } else {
                    index.remove(items.remove(random.nextInt(items.size())));
                }
                String key = key(random);
                assertThat(matching(key))
                        .as("seed %d", seed)
                        .containsExactlyInAnyOrderElementsOf(items.stream()
                                .filter(item -> item.range().contains(Bytes.fromUtf8(key)))
                                .toList());
            }
            items.forEach(index::remove);
            assertThat(index.isEmpty()).isTrue();
        }
    }

    private static String key(SplittableRandom random) {
        StringBuilder key = new StringBuilder();
        int length = 1 + random.nextInt(3);
        for (int i = 0; i < length; i++) {
            key.append((char) ('a' + random.nextInt(3)));
        }
        return key.toString();
    }

    private static KeyRange range(SplittableRandom random) {
        Bytes key = Bytes.fromUtf8(key(random));
        return switch (random.nextInt(4)) {
            case 0 -> KeyRange.single(key);
            case 1 -> KeyRange.prefix(key);
            case 2 -> KeyRange.fromKey(key);
            default -> new KeyRange(key, Bytes.fromUtf8(key(random)).concat(key));
        };
    }
}
