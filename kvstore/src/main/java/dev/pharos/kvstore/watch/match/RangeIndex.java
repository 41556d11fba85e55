package dev.pharos.kvstore.watch.match;

import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Finds everything that cares about a key in one lookup: single keys by their hash, all other ranges in an
 * ordered tree. The cost is that of what is found, not of what is there.
 *
 * <p>Clients choose the keys, so the table must bear keys made to collide: {@code HashMap} does, as keys are
 * comparable.
 */
public final class RangeIndex<T extends Ranged> {
    private final Map<Bytes, List<T>> singles = new HashMap<>();
    private final RangeTree<T> ranges;

    public RangeIndex(RandomGenerator random) {
        ranges = new RangeTree<>(random);
    }

    public void add(T item) {
        if (item.range().isSingle()) {
            singles.merge(item.range().key(), List.of(item), (crowd, one) -> Crowd.with(crowd, item));
        } else {
            ranges.add(item);
        }
    }

    /** Nothing happens if the item is not there. */
    public void remove(T item) {
        if (item.range().isSingle()) {
            singles.computeIfPresent(item.range().key(), (key, crowd) -> Crowd.without(crowd, item));
        } else {
            ranges.remove(item);
        }
    }

    /** Everything that was added with exactly this range; good until the next change. */
    public List<T> with(KeyRange range) {
        return range.isSingle() ? singles.getOrDefault(range.key(), List.of()) : ranges.with(range);
    }

    /** Shows everything that cares about the key. The visitor must not change the index. */
    public void match(Bytes key, Consumer<? super T> visitor) {
        List<T> crowd = singles.get(key);
        if (crowd != null) {
            crowd.forEach(visitor);
        }
        ranges.match(key, visitor);
    }

    public boolean isEmpty() {
        return singles.isEmpty() && ranges.isEmpty();
    }
}
