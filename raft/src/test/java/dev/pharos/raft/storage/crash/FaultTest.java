package dev.pharos.raft.storage.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.raft.simulation.disk.CrashMode;
import dev.pharos.raft.simulation.disk.FaultKind;
import dev.pharos.raft.simulation.disk.SimDisk;
import dev.pharos.raft.storage.MemberStorage;
import dev.pharos.raft.storage.crash.Outcomes.Effort;
import dev.pharos.raft.storage.disk.StorageFailure;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** A disk that refuses: at every sync, at every write, and at every size at which it can be full. */
class FaultTest {
    @Test
    void failed_sync_stops_the_log_and_loses_nothing_that_was_promised() {
        assertThat(failEverywhere(FaultKind.SYNC_FAILED, SimDisk::failSync)).isGreaterThan(20);
    }

    @Test
    void failed_write_stops_the_log_and_loses_nothing_that_was_promised() {
        assertThat(failEverywhere(FaultKind.WRITE_FAILED, SimDisk::failWrite)).isGreaterThan(20);
    }

    /** Answers at how many places the failure met the log itself, not only a spare segment. */
    private static int failEverywhere(FaultKind kind, BiConsumer<SimDisk, Integer> plan) {
        int stopped = 0;
        boolean failed = true;
        for (int nth = 1; failed; nth++) {
            Workload workload = new Workload(Workload::fullLife);
            plan.accept(workload.log, nth);
            boolean finished = workload.run();
            failed = workload.log.faults().containsKey(kind);
            if (!finished) {
                stopped++;
                assertRefusesAllWork(workload);
            }
            CrashCheck.crashInEveryWay(workload, Effort.SOME, nth);
        }
        return stopped;
    }

    @Test
    void full_disk_stops_the_log_and_loses_nothing_that_was_promised() {
        long needed = bytesOfAWholeLife();
        int stopped = 0;
        for (long capacity = 0; capacity < needed; capacity += 200) {
            Workload workload = new Workload(Workload::fullLife);
            workload.log.limitBytes(capacity);
            if (!workload.run()) {
                stopped++;
                assertRefusesAllWork(workload);
            }
            CrashCheck.crashInEveryWay(workload, Effort.SOME, capacity);
        }
        assertThat(stopped).isGreaterThan(10);
    }

    @Test
    void start_on_a_full_disk_may_fail_but_changes_nothing() {
        Workload workload = new Workload(Workload::fullLife);
        workload.log.limitBytes(9_000);
        assertThat(workload.run()).isFalse();
        workload.log.crash(new SplittableRandom(1), CrashMode.KEEP_ALL);
        workload.log.limitBytes(0);
        try (MemberStorage storage = ScriptedMember.storageOn(workload.log, workload.snapshots.copy())) {
            storage.recover();
        } catch (StorageFailure full) {
            assertThat(full).hasMessageContaining("no space");
        }
        workload.log.limitBytes(Long.MAX_VALUE);
        CrashCheck.crashInEveryWay(workload, Effort.SOME, 1);
    }

    private static void assertRefusesAllWork(Workload workload) {
        workload.member().ifPresent(member -> {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> member.hardState(9, 9, 1))
                        .isInstanceOf(StorageFailure.class)
                        .hasMessageMatching("stopped by an earlier failure.*|.* is closed");
            }
        });
    }

    private static long bytesOfAWholeLife() {
        Workload workload = new Workload(Workload::fullLife);
        assertThat(workload.run()).isTrue();
        return workload.log.list().stream()
                        .mapToLong(file -> workload.log.bytes(file).length)
                        .sum()
                + 8192;
    }
}
