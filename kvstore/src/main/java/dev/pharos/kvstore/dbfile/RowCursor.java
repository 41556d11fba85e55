package dev.pharos.kvstore.dbfile;

/**
 * Walks over the rows of a bucket in the order of their keys. Arrays handed out stay as they are: the
 * cursor does not write into them again, and the caller must not. One thread.
 */
public interface RowCursor extends AutoCloseable {
    /** Goes to the next row, if there is one. */
    boolean next();

    /** The key of the row reached by {@link #next()}. */
    byte[] key();

    /** The value of the row reached by {@link #next()}. */
    byte[] value();

    /** The size of {@link #value()}; worth overriding where it can be had without the value. */
    default int valueBytes() {
        return value().length;
    }

    @Override
    void close();
}
