package dev.pharos.raft.storage.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.simulation.disk.CrashPlan;
import dev.pharos.raft.simulation.disk.SimDisk;
import dev.pharos.raft.storage.MemberStorage;
import dev.pharos.raft.storage.crash.Outcomes.Effort;
import dev.pharos.raft.storage.disk.StorageFailure;
import dev.pharos.raft.storage.log.LogWrite;
import dev.pharos.raft.storage.recovery.RecoveredLog;
import java.util.ArrayList;
import java.util.List;

/** Crashes the disks of a workload that stopped, recovers, and compares with what may be found. */
final class CrashCheck {
    /** Every so many crashes, the recovery from it is crashed in its turn, at every change it makes. */
    private static final int CRASHES_PER_CRASHED_RECOVERY = 32;

    private CrashCheck() {}

    static long crashInEveryWay(Workload workload, Effort effort, long seed) {
        List<LogState> possible = workload.possibleStates();
        int[] attempt = {0};
        return Outcomes.tryAll(effort, seed, plan -> {
            SimDisk crashedLog = crashed(workload.log, plan);
            SimDisk crashedSnapshots = crashed(workload.snapshots, plan);
            boolean withCrashInRecovery = attempt[0]++ % CRASHES_PER_CRASHED_RECOVERY == 0;
            try {
                if (withCrashInRecovery) {
                    crashEveryRecovery(workload, possible, crashedLog, crashedSnapshots, seed);
                }
                check(workload, possible, crashedLog, crashedSnapshots);
            } catch (StorageFailure | AssertionError e) {
                throw new AssertionError("crash " + seed + ", attempt " + attempt[0], e);
            }
        });
    }

    private static SimDisk crashed(SimDisk disk, CrashPlan plan) {
        SimDisk copy = disk.copy();
        copy.crash(plan);
        return copy;
    }

    /** Whatever a recovery and its first batch did before they were cut off, the next one copes with. */
    private static void crashEveryRecovery(
            Workload workload, List<LogState> possible, SimDisk log, SimDisk snapshots, long seed) {
        boolean finished = false;
        for (long cut = 0; !finished; cut++) {
            SimDisk cutLog = log.copy();
            cutLog.cutPowerAfterWrites(cut);
            SimDisk sameSnapshots = snapshots.copy();
            List<LogState> nowPossible = new ArrayList<>(possible);
            finished = openAndGoOn(cutLog, sameSnapshots, nowPossible);
            Outcomes.tryAll(
                    Effort.SOME,
                    seed + cut,
                    plan -> check(workload, nowPossible, crashed(cutLog, plan), crashed(sameSnapshots, plan)));
        }
    }

    private static boolean openAndGoOn(SimDisk log, SimDisk snapshots, List<LogState> possible) {
        try {
            MemberStorage storage = ScriptedMember.storageOn(log, snapshots);
            RecoveredLog recovered = storage.exists() ? storage.recover() : storage.create(ScriptedMember.IDENTITY);
            possible.addAll(afterGoingOn(LogState.of(recovered)));
            goOn(LogState.of(recovered), recovered);
            return true;
        } catch (StorageFailure e) {
            if (!log.isPowerCut()) {
                throw e;
            }
            return false;
        }
    }

    private static void check(Workload workload, List<LogState> possible, SimDisk log, SimDisk snapshots) {
        LogState found;
        LogState expected;
        try (MemberStorage storage = ScriptedMember.storageOn(log, snapshots)) {
            if (!storage.exists()) {
                assertThat(workload.wasCreated())
                        .as("a log that was promised is gone")
                        .isFalse();
                storage.create(ScriptedMember.IDENTITY);
                return;
            }
            RecoveredLog recovered = storage.recover();
            assertThat(recovered.identity()).isEqualTo(ScriptedMember.IDENTITY);
            found = LogState.of(recovered);
            assertThat(possible).contains(found);
            expected = goOn(found, recovered);
        }
        try (MemberStorage storage = ScriptedMember.storageOn(log, snapshots)) {
            assertThat(LogState.of(storage.recover())).isEqualTo(expected);
        }
    }

    /** The log must not only be read but appended to: a batch behind the mended end, and what it makes. */
    private static LogState goOn(LogState found, RecoveredLog recovered) {
        List<LogState> after = afterGoingOn(found);
        LogState last = after.get(after.size() - 1);
        int known = found.entries().size();
        recovered
                .log()
                .persist(List.of(LogWrite.of(
                        last.hardState(),
                        last.entries().subList(known, last.entries().size()))));
        return last;
    }

    /** The states while the batch of {@link #goOn} is written, record by record. */
    private static List<LogState> afterGoingOn(LogState found) {
        long term = found.hardState().term() + 1;
        long last = found.snapshot().at().index() + found.entries().size();
        List<LogState> states = new ArrayList<>();
        List<Entry> entries = new ArrayList<>(found.entries());
        HardState unpromised = new HardState(term, 0, found.hardState().commit());
        for (Entry entry : ScriptedMember.entries(term, last + 1, 300, 20)) {
            entries.add(entry);
            states.add(new LogState(found.snapshot(), unpromised, List.copyOf(entries)));
        }
        HardState promised = new HardState(term, 2, found.hardState().commit());
        states.add(new LogState(found.snapshot(), promised, List.copyOf(entries)));
        return states;
    }
}
