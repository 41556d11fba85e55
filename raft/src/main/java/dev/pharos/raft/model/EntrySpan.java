package dev.pharos.raft.model;

/** Consecutive entries of one term: those behind {@code before}, up to the index {@code last}. */
public record EntrySpan(EntryId before, long term, long last) {
    public long first() {
        return before.index() + 1;
    }

    public boolean holds(Entry entry) {
        return entry.term() == term && entry.index() >= first() && entry.index() <= last;
    }
}
