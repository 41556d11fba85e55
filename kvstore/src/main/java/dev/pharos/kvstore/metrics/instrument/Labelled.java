package dev.pharos.kvstore.metrics.instrument;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One instrument for each combination of label values. Threads: any; whoever counts often keeps the child.
 *
 * <p>Some values come from outside (addresses, names of others), so there is a bound: beyond it, new
 * combinations share one child whose values all are {@code other}.
 */
public final class Labelled<T extends Instrument> {
    /** Each method of the API times each status code is a thousand. */
    static final int MOST_CHILDREN = 4000;

    private static final String OVERFLOW = "other";

    private final List<String> names;
    private final int[] nameOrder;
    private final Supplier<T> factory;

    /** By text of labels, the order in which they are written. Grows under the lock of this only. */
    private final ConcurrentSkipListMap<String, T> children = new ConcurrentSkipListMap<>();

    Labelled(Supplier<T> factory, String... names) {
        this.names = List.of(names);
        this.factory = factory;
        this.nameOrder = IntStream.range(0, names.length)
                .boxed()
                .sorted((a, b) -> names[a].compareTo(names[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The child with these values, given in the order of the label names; made when first asked for. */
    public T with(String... values) {
        String key = text(values);
        T child = children.get(key);
        return child == null ? add(key) : child;
    }

    /** Forgets the child with these values; it can be made anew. */
    public void remove(String... values) {
        children.remove(text(values));
    }

    private synchronized T add(String key) {
        String place = children.size() < MOST_CHILDREN ? key : text(overflowValues());
        return children.computeIfAbsent(place, ignored -> factory.get());
    }

    private String[] overflowValues() {
        String[] values = new String[names.size()];
        Arrays.fill(values, OVERFLOW);
        return values;
    }

    private String text(String... values) {
        if (values.length != names.size()) {
            throw new IllegalArgumentException("values " + Arrays.toString(values) + " for labels " + names);
        }
        return Arrays.stream(nameOrder)
                .mapToObj(i -> names.get(i) + "=\"" + escape(values[i]) + "\"")
                .collect(Collectors.joining(","));
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** The children by the text of their labels. */
    Map<String, T> children() {
        return children;
    }
}
