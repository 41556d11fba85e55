package dev.pharos.raft.storage.crash;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.storage.recovery.RecoveredLog;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What a member would know after a restart. */
record LogState(Snapshot snapshot, HardState hardState, List<Entry> entries) {
    /** One record of the log: an entry, a hard state or the marker of a snapshot. */
    interface Step {
        void apply(Builder builder);
    }

    /** The rules of the log in their plainest form. */
    static final class Builder {
        private Snapshot snapshot = Snapshot.NONE;
        private HardState hardState = HardState.INITIAL;
        private final TreeMap<Long, Entry> log = new TreeMap<>();

        void entry(Entry entry) {
            log.tailMap(entry.index(), true).clear();
            log.put(entry.index(), entry);
        }

        void hardState(HardState state) {
            hardState = state;
        }

        void snapshot(Snapshot taken) {
            snapshot = taken;
        }

        void install(Snapshot installed, HardState coming) {
            log.clear();
            snapshot = installed;
            long commit = Math.min(coming.commit(), installed.at().index());
            hardState = new HardState(coming.term(), coming.vote(), commit);
        }

        LogState build() {
            List<Entry> entries =
                    new ArrayList<>(log.tailMap(snapshot.at().index(), false).values());
            EntryId last = entries.isEmpty()
                    ? snapshot.at()
                    : entries.get(entries.size() - 1).id();
            long commit = Math.max(hardState.commit(), snapshot.at().index());
            HardState known = last.term() > hardState.term()
                    ? new HardState(last.term(), 0, commit)
                    : new HardState(hardState.term(), hardState.vote(), commit);
            return new LogState(snapshot, known, entries);
        }
    }

    static LogState of(List<Step> steps) {
        Builder builder = new Builder();
        steps.forEach(step -> step.apply(builder));
        return builder.build();
    }

    static LogState of(RecoveredLog recovered) {
        return new LogState(recovered.snapshot(), recovered.hardState(), recovered.entries());
    }
}
