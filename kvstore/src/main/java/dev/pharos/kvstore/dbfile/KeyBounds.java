package dev.pharos.kvstore.dbfile;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the branches above a page say of its keys: at least {@code low}, below {@code high}. Null is no
 * bound. Since bounds of neighbours do not overlap, a page with keys cannot be reached twice.
 */
final class KeyBounds {
    static final KeyBounds NONE = new KeyBounds(null, null);

    private final byte @Nullable [] low;
    private final byte @Nullable [] high;

    private KeyBounds(byte @Nullable [] low, byte @Nullable [] high) {
        this.low = low;
        this.high = high;
    }

    boolean isAbove(byte[] key) {
        return low != null && Arrays.compareUnsigned(key, low) < 0;
    }

    boolean isBelow(byte[] key) {
        return high != null && Arrays.compareUnsigned(key, high) >= 0;
    }

    /** The bounds of a child of {@code branch}, whose own bounds these are. */
    KeyBounds ofChild(Page branch, int index) {
        byte[] from = branch.key(index);
        if (isAbove(from)) {
            throw branch.damaged("key " + index + " is before the key above");
        }
        byte[] to = index + 1 < branch.count() ? branch.key(index + 1) : high;
        if (to != null && Arrays.compareUnsigned(from, to) >= 0) {
            throw branch.damaged("key " + index + " is not before the next");
        }
        return new KeyBounds(from, to);
    }
}
