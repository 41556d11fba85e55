package dev.pharos.kvstore.watch.source;

/**
 * Everything that happened from one revision through another, both included.
 *
 * @param events whole revisions, in order
 */
public record Stretch(long from, long through, SharedEvents events) {
    /** Whether who has heard of everything before that revision can go on from here. */
    public boolean serves(long cursor) {
        return cursor >= from && cursor <= through;
    }
}
