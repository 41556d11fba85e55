package dev.pharos.kvstore.model;

import java.util.List;

/**
 * The pairs of a range.
 *
 * @param more whether the limit cut something off
 * @param count the number of keys in the range, whatever the limit and the filter
 */
public record RangeResult(List<KeyValue> kvs, boolean more, long count) {}
