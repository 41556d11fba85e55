package dev.pharos.kvstore.dbfile;

/**
 * One bucket and the source of its rows. Every cursor gives the same rows: a file is written in two
 * passes, so a source that changes meanwhile has to be frozen first.
 */
public interface BucketRows {
    /** The bytes of the name as Latin-1, so that every name has a string and both sort alike. Not empty. */
    String name();

    /** A new cursor before the first row. Keys ascend bytewise, unsigned, none twice. */
    RowCursor rows();
}
