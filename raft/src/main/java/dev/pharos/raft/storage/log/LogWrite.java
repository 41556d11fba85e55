package dev.pharos.raft.storage.log;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.storage.record.SnapshotMarker;
import java.util.List;
import java.util.Optional;

/**
 * What one step of the core wants on disk. An entry replaces the one with its index and everything
 * behind. A marker's snapshot file must be durable already. {@code marker} notes a snapshot of the
 * member's own state and changes nothing else; {@code restart} stands for a snapshot from the leader that
 * replaces the whole log, before the entries of the same write.
 */
public record LogWrite(
        Optional<HardState> hardState,
        List<Entry> entries,
        Optional<SnapshotMarker> marker,
        Optional<SnapshotMarker> restart) {
    public LogWrite {
        entries = List.copyOf(entries);
    }

    public static LogWrite restart(SnapshotMarker at, Optional<HardState> hardState, List<Entry> entries) {
        return new LogWrite(hardState, entries, Optional.empty(), Optional.of(at));
    }

    public static LogWrite of(Optional<HardState> hardState, List<Entry> entries) {
        return new LogWrite(hardState, entries, Optional.empty(), Optional.empty());
    }

    public static LogWrite of(HardState hardState) {
        return of(Optional.of(hardState), List.of());
    }

    public static LogWrite of(List<Entry> entries) {
        return of(Optional.empty(), entries);
    }

    public static LogWrite of(HardState hardState, List<Entry> entries) {
        return of(Optional.of(hardState), entries);
    }

    public static LogWrite of(SnapshotMarker marker) {
        return new LogWrite(Optional.empty(), List.of(), Optional.of(marker), Optional.empty());
    }
}
