package dev.pharos.kvstore.logging;

/**
 * A line in the making. It appears when {@link #write} is called and not before; an entry whose level is
 * off costs nothing but the evaluation of its arguments. Used by one thread, once.
 */
public sealed interface LogEntry permits LogLine, SilentEntry {
    /**
     * Adds a field behind those that are there. Booleans and numbers appear as such, collections and maps
     * as arrays and objects, a duration as Go writes it, a throwable as its message; all else as its text.
     */
    LogEntry with(String name, Object value);

    /** Adds what was thrown, as {@code error}; from level error on with its stack trace. */
    LogEntry with(Throwable thrown);

    /** Hands the line over to the writer. Never blocks, except that a fatal line is given a moment to get out. */
    void write();
}
