package dev.pharos.kvstore.model;

import java.util.List;
import java.util.Optional;

/** What happened, as far as compaction has not forgotten it. Any thread; reads from disk, so it may take a while. */
public interface History {
    /** The newest revision that readers can see. */
    long revision();

    /** Events below and at this revision may be gone; 0 when nothing was ever compacted. */
    long compactRevision();

    /**
     * Events from a revision on, in order, whole revisions only: at least the next revision that has any,
     * then more until one of the bounds is reached.
     *
     * @throws Refusal COMPACTED if {@code fromRevision} is below the compact revision
     */
    Page read(long fromRevision, int maxEvents, long maxBytes);

    /** The pair before an event; empty if there was none or compaction has taken it. */
    Optional<KeyValue> previous(Event event);

    /**
     * A stretch of the history.
     *
     * @param throughRevision everything up to this revision has been seen; the next page starts behind it
     */
    record Page(List<Event> events, long throughRevision) {}
}
