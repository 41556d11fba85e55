package dev.pharos.kvstore.backend;

import org.jspecify.annotations.Nullable;

/** Rows that can be read. Any thread. */
public interface Rows {
    /** The value of a row in an array of its own, or null. */
    byte @Nullable [] get(Family family, byte[] key);

    /** All rows of a family, from a moment that does not change while the cursor is open. */
    RowCursor scan(Family family);
}
