package dev.pharos.raft.scenario.stage;

import dev.pharos.raft.core.Ready.Write;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntrySpan;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** What survives a crash of one member. */
final class MemberDisk {
    private HardState hardState = HardState.INITIAL;
    private Snapshot snapshot = Snapshot.NONE;
    private List<Entry> entries = new ArrayList<>();

    /** In the order that the core asks for: snapshot, entries, hard state. */
    void write(Write write) {
        writeWithoutHardState(write);
        write.hardState().ifPresent(changed -> hardState = changed);
    }

    void writeWithoutHardState(Write write) {
        write.install().ifPresent(installed -> {
            snapshot = installed;
            entries = new ArrayList<>();
        });
        for (Entry entry : write.entries()) {
            entries.removeIf(held -> held.index() >= entry.index());
            entries.add(entry);
        }
    }

    void preset(List<Entry> log, HardState state) {
        entries = new ArrayList<>(log);
        hardState = state;
    }

    void save(Snapshot taken) {
        snapshot = taken;
    }

    /** What a span has first, at most about so many bytes. */
    List<Entry> read(EntrySpan span, long maxBytes) {
        List<Entry> read = new ArrayList<>();
        long bytes = 0;
        for (Entry entry : entries) {
            bytes += span.holds(entry) ? entry.sizeBytes() : 0;
            if (span.holds(entry) && (bytes <= maxBytes || read.isEmpty())) {
                read.add(entry);
            }
        }
        return read;
    }

    HardState hardState() {
        return hardState;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    /** What a start finds behind the snapshot. */
    List<Entry> entries() {
        return entries.stream()
                .filter(entry -> entry.index() > snapshot.at().index())
                .toList();
    }
}
