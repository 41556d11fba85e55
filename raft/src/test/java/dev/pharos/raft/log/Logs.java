package dev.pharos.raft.log;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** Logs in one line. */
final class Logs {
    private Logs() {}

    static Entry entry(long term, long index) {
        return new Entry(EntryType.NORMAL, term, index, Payload.utf8(term + "/" + index));
    }

    static Entry change(long term, long index) {
        return new Entry(EntryType.CHANGE_V2, term, index, Payload.EMPTY);
    }

    /** Entries from {@code first} on, one for each term. */
    static List<Entry> entries(long first, long... terms) {
        List<Entry> entries = new ArrayList<>();
        for (long term : terms) {
            entries.add(entry(term, first + entries.size()));
        }
        return entries;
    }

    static long bytes(List<Entry> entries) {
        return entries.stream().mapToLong(Entry::sizeBytes).sum();
    }

    /** A journal that starts from nothing, holds entries of these terms, and has them on disk. */
    static Journal journal(long... terms) {
        return new Journal(Snapshot.NONE, entries(1, terms), HardState.INITIAL, 0);
    }

    static Snapshot snapshot(long term, long index) {
        return new Snapshot(new EntryId(term, index), Membership.ofVoters(1, 2, 3), Payload.utf8("state " + index));
    }

    static List<Long> terms(Journal journal) {
        List<Long> terms = new ArrayList<>();
        for (long index = journal.base().index() + 1; index <= journal.lastIndex(); index++) {
            terms.add(journal.termAt(index));
        }
        return terms;
    }
}
