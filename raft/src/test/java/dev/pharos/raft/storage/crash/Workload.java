package dev.pharos.raft.storage.crash;

import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.simulation.disk.SimDisk;
import dev.pharos.raft.simulation.disk.StorageWarnings;
import dev.pharos.raft.storage.disk.StorageFailure;
import java.util.List;
import java.util.Optional;

/** A member on two simulated disks and the script of its life. */
final class Workload {
    /** What the member does. */
    interface Script {
        void work(Workload workload);
    }

    static {
        StorageWarnings.off();
    }

    final SimDisk log = new SimDisk("wal");
    final SimDisk snapshots = new SimDisk("snap");
    private final Script script;
    private Optional<ScriptedMember> member = Optional.empty();

    Workload(Script script) {
        this.script = script;
    }

    /** Works until the end or the first failure of a disk, and says whether it came to the end. */
    boolean run() {
        try {
            script.work(this);
            return true;
        } catch (StorageFailure e) {
            return false;
        }
    }

    /** What may be found now; the empty state only, when the log was never made. */
    List<LogState> possibleStates() {
        return member.map(ScriptedMember::possibleStates).orElse(List.of(LogState.of(List.of())));
    }

    boolean wasCreated() {
        return member.isPresent();
    }

    Optional<ScriptedMember> member() {
        return member;
    }

    ScriptedMember create() {
        ScriptedMember created = ScriptedMember.create(log, snapshots);
        member = Optional.of(created);
        return created;
    }

    ScriptedMember restart(ScriptedMember running) {
        ScriptedMember restarted = running.restart(log, snapshots);
        member = Optional.of(restarted);
        return restarted;
    }

    /** A life with everything in it: every kind of record, rolls, releases, a restart. */
    static void fullLife(Workload workload) {
        ScriptedMember first = workload.create();
        first.hardState(1, 1, 0);
        first.append(1, 1, 0, 1, 100);
        first.append(new HardState(1, 1, 3), 4, 40);
        first.hardState(1, 1, 4);
        first.append(1, 5, 3, 480);
        first.append(1, 7, 485, 700, 485);
        first.append(new HardState(2, 0, 6), 8, 30, 31, 32);
        first.hardState(2, 2, 8);
        first.append(2, 11, 1500);
        first.append(2, 12, 900, 10);
        first.snapshot(snapshot(2, 9, "nine"));
        first.hardState(2, 2, 12);
        ScriptedMember second = workload.restart(first);
        second.append(new HardState(3, 1, 13), 14, 700, 300, 4200);
        second.hardState(3, 1, 16);
        second.snapshot(snapshot(3, 15, "fifteen"));
        second.purge(2, 9);
        second.append(3, 17, 600, 600, 600);
        second.append(4, 18, 200, 2500, 100);
        second.hardState(4, 0, 17);
        second.install(snapshot(5, 40, "forty"), new HardState(5, 3, 41), 77, 600);
        second.append(5, 43, 3000);
        second.purge(1, 40);
        second.append(new HardState(6, 0, 43), 44, 1, 1, 1);
        second.close();
    }

    /** Records are aligned to 8 bytes: these begin and end at every place that a sector has. */
    static void everyAlignment(Workload workload) {
        ScriptedMember member = workload.create();
        long index = 1;
        for (int size = 0; size <= 520; size += 8) {
            member.append(new HardState(1, 1, index - 1), index, size, 520 - size);
            index += 2;
        }
        member.close();
    }

    /** Suffixes that are replaced from below a snapshot, and snapshots that the log does not agree with. */
    static void conflictingSnapshot(Workload workload) {
        ScriptedMember member = workload.create();
        member.append(new HardState(1, 1, 1), 1, 10, 20, 30, 40, 50, 60);
        member.append(new HardState(2, 2, 3), 2, 11, 21);
        member.snapshot(snapshot(2, 3, "three"));
        member = workload.restart(member);
        member.append(2, 4, 70, 80, 90);
        member.install(snapshot(3, 4, "four"), new HardState(3, 0, 4));
        member = workload.restart(member);
        member.append(3, 5, 900, 900);
        member.append(new HardState(4, 0, 5), 6, 700);
        member.snapshot(snapshot(3, 5, "five"));
        member = workload.restart(member);
        member.hardState(4, 0, 6);
        member.append(4, 7, 2000, 2000);
        member.purge(1, 5);
        member.close();
    }

    /** Nothing but the commit index moves, unsynced, over the ends of two segments. */
    static void commitIndexOnly(Workload workload) {
        ScriptedMember member = workload.create();
        member.append(1, 1, 1000, 1000, 1400);
        for (int round = 0; round < 130; round++) {
            member.hardState(1, 1, round % 4);
        }
        member.append(1, 4, 10);
        member.close();
    }

    /** Two finished segments and one with a few records of every kind and a tail of zeros. */
    static void rottenLife(Workload workload) {
        ScriptedMember member = workload.create();
        member.append(new HardState(1, 1, 0), 1, 5, 500, 1000, 2700);
        member.append(new HardState(2, 1, 3), 4, 80, 80, 3800);
        member.append(new HardState(2, 1, 5), 7, 12, 90);
        member.snapshot(snapshot(2, 5, "five"));
        member.append(new HardState(3, 2, 7), 9, 300, 0, 700, 30);
        member.hardState(3, 2, 12);
        member.close();
    }

    /** The entry that the marker speaks of goes with its segment, and those behind it must stay. */
    static void releaseUpToTheMarker(Workload workload) {
        ScriptedMember member = workload.create();
        member.append(new HardState(1, 1, 0), 1, 2000, 2000, 200);
        member.append(new HardState(1, 1, 3), 4, 100, 100, 100);
        member.snapshot(snapshot(1, 3, "three"));
        member.purge(1, 3);
        member = workload.restart(member);
        member.append(new HardState(1, 1, 6), 7, 50);
        member.close();
    }

    /** Own snapshots between installed ones. */
    static void snapshotsOutOfOrder(Workload workload) {
        ScriptedMember member = workload.create();
        member.append(new HardState(1, 1, 3), 1, 10, 20, 30, 40, 50, 60);
        member.install(snapshot(2, 50, "fifty"), new HardState(2, 2, 52), 70, 80);
        member.install(snapshot(2, 60, "sixty"), new HardState(2, 2, 60));
        member.append(new HardState(2, 2, 61), 61, 70, 80);
        member.snapshot(snapshot(2, 61, "sixty-one"));
        member.purge(1, 61);
        member = workload.restart(member);
        member.append(new HardState(2, 2, 62), 63, 90);
        member.close();
    }

    private static Snapshot snapshot(long term, long index, String data) {
        return new Snapshot(new EntryId(term, index), Membership.ofVoters(1, 2, 3), Payload.utf8(data));
    }
}
