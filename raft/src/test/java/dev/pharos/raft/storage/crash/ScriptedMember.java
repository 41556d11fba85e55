package dev.pharos.raft.storage.crash;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.simulation.disk.SimDisk;
import dev.pharos.raft.storage.MemberStorage;
import dev.pharos.raft.storage.log.DurableLog;
import dev.pharos.raft.storage.log.LogOptions;
import dev.pharos.raft.storage.log.LogWrite;
import dev.pharos.raft.storage.record.LogIdentity;
import dev.pharos.raft.storage.record.SnapshotMarker;
import dev.pharos.raft.storage.recovery.RecoveredLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Works with storage and notes every record it hands over, and how many of them it was promised. After
 * a crash the log may hold any number of records between the promised and the handed over.
 */
final class ScriptedMember {
    static final LogIdentity IDENTITY = new LogIdentity(0xCAFEL, 0xF00DL);
    static final LogOptions OPTIONS = LogOptions.ofSegmentBytes(4096);

    private final MemberStorage storage;
    private final DurableLog log;
    private final List<LogState.Step> steps;
    private int promised;

    private ScriptedMember(MemberStorage storage, RecoveredLog recovered, List<LogState.Step> steps) {
        this.storage = storage;
        this.log = recovered.log();
        this.steps = steps;
        this.promised = steps.size();
    }

    static MemberStorage storageOn(SimDisk log, SimDisk snapshots) {
        return MemberStorage.on(log, snapshots, OPTIONS, Runnable::run);
    }

    /** A new member; {@code steps} will list what it hands over. */
    static ScriptedMember create(SimDisk log, SimDisk snapshots) {
        MemberStorage storage = storageOn(log, snapshots);
        return new ScriptedMember(storage, storage.create(IDENTITY), new ArrayList<>());
    }

    /** Closes and opens the storage again. */
    ScriptedMember restart(SimDisk logDisk, SimDisk snapshotDisk) {
        storage.close();
        MemberStorage reopened = storageOn(logDisk, snapshotDisk);
        return new ScriptedMember(reopened, reopened.recover(), steps);
    }

    void append(long term, long firstIndex, int... sizes) {
        persist(LogWrite.of(entries(term, firstIndex, sizes)));
    }

    void append(HardState hardState, long firstIndex, int... sizes) {
        persist(LogWrite.of(hardState, entries(hardState.term(), firstIndex, sizes)));
    }

    void hardState(long term, long vote, long commit) {
        persist(LogWrite.of(new HardState(term, vote, commit)));
    }

    /** Saves a snapshot, then its marker. */
    void snapshot(Snapshot snapshot) {
        storage.snapshots().save(snapshot);
        steps.add(builder -> builder.snapshot(snapshot));
        log.persist(List.of(LogWrite.of(SnapshotMarker.of(snapshot))));
        promised = steps.size();
    }

    /** What a follower does that got a snapshot from its leader: one batch with the marker and all else. */
    void install(Snapshot snapshot, HardState hardState, int... sizes) {
        storage.snapshots().save(snapshot);
        steps.add(builder -> builder.install(snapshot, hardState));
        List<Entry> entries = entries(hardState.term(), snapshot.at().index() + 1, sizes);
        note(entries);
        note(hardState);
        log.persist(List.of(LogWrite.restart(SnapshotMarker.of(snapshot), Optional.of(hardState), entries)));
        promised = steps.size();
    }

    void purge(int keptSnapshots, long upToIndex) {
        long unused = log.release(upToIndex, Long.MAX_VALUE);
        storage.snapshots().keepNewest(keptSnapshots);
    }

    void persist(LogWrite... writes) {
        boolean binding = false;
        HardState hardState = null;
        for (LogWrite write : writes) {
            note(write.entries());
            binding |= !write.entries().isEmpty();
            hardState = write.hardState().orElse(hardState);
        }
        if (hardState != null) {
            binding |= hardState.bindsMoreThan(LogState.of(steps).hardState());
            note(hardState);
        }
        log.persist(Arrays.asList(writes));
        if (binding) {
            promised = steps.size();
        }
    }

    void close() {
        storage.close();
        promised = steps.size();
    }

    private void note(List<Entry> entries) {
        entries.forEach(entry -> steps.add(builder -> builder.entry(entry)));
    }

    private void note(HardState hardState) {
        steps.add(builder -> builder.hardState(hardState));
    }

    /** Every state that may be found now, the oldest first. */
    List<LogState> possibleStates() {
        return states(promised);
    }

    /** Every state there ever was, the oldest first. */
    List<LogState> allStates() {
        return states(0);
    }

    private List<LogState> states(int first) {
        List<LogState> states = new ArrayList<>();
        for (int count = first; count <= steps.size(); count++) {
            states.add(LogState.of(steps.subList(0, count)));
        }
        return states;
    }

    static List<Entry> entries(long term, long firstIndex, int... sizes) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            entries.add(entry(term, firstIndex + i, sizes[i]));
        }
        return entries;
    }

    /** No byte of the data is zero, so that only lost sectors are. */
    static Entry entry(long term, long index, int size) {
        byte[] data = new byte[size];
        for (int i = 0; i < size; i++) {
            data[i] = (byte) (1 + (index * 31 + term * 7 + i) % 255);
        }
        return new Entry(EntryType.NORMAL, term, index, Payload.wrap(data));
    }
}
