package dev.pharos.kvstore.watch.match;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Items under one range. Nearly always it is one, and then costs as little as can be. */
final class Crowd {
    private Crowd() {}

    static <T> List<T> with(List<T> crowd, T item) {
        if (crowd instanceof ArrayList<T>) {
            crowd.add(item);
            return crowd;
        }
        List<T> grown = new ArrayList<>(crowd);
        grown.add(item);
        return grown;
    }

    /** What is left, or null if nothing is. */
    static <T> @Nullable List<T> without(List<T> crowd, T item) {
        if (crowd.size() > 1) {
            crowd.remove(item);
            return crowd;
        }
        return crowd.get(0) == item ? null : crowd;
    }
}
