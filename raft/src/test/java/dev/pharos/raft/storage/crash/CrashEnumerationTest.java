package dev.pharos.raft.storage.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.raft.storage.crash.Outcomes.Effort;
import org.junit.jupiter.api.Test;

/**
 * A crash after every change that the workload makes to a disk, and after each in every way that what
 * was not synced can go: all that was promised is there, nothing else is, and nobody refuses to start.
 */
class CrashEnumerationTest {
    private long crashes;

    @Test
    void every_crash_in_a_full_life_leaves_what_was_promised_and_nothing_invented() {
        crashEverywhere(Workload::fullLife);
        assertThat(crashes).isGreaterThan(2000);
    }

    @Test
    void every_crash_between_records_of_every_alignment_leaves_what_was_promised() {
        crashEverywhere(Workload::everyAlignment);
        assertThat(crashes).isGreaterThan(2000);
    }

    @Test
    void every_crash_around_a_snapshot_that_the_log_disagrees_with_leaves_what_was_promised() {
        crashEverywhere(Workload::conflictingSnapshot);
    }

    @Test
    void every_crash_while_only_the_commit_index_moves_leaves_what_was_promised() {
        crashEverywhere(Workload::commitIndexOnly);
    }

    @Test
    void every_crash_around_a_release_that_ends_at_the_marker_leaves_what_was_promised() {
        crashEverywhere(Workload::releaseUpToTheMarker);
    }

    @Test
    void every_crash_around_installed_and_own_snapshots_leaves_what_was_promised() {
        crashEverywhere(Workload::snapshotsOutOfOrder);
    }

    private void crashEverywhere(Workload.Script script) {
        Workload whole = new Workload(script);
        assertThat(whole.run()).isTrue();
        for (long cut = 0; cut <= whole.log.writes(); cut++) {
            Workload workload = new Workload(script);
            workload.log.cutPowerAfterWrites(cut);
            workload.run();
            crashes += CrashCheck.crashInEveryWay(workload, Effort.ALL, cut);
        }
        for (long cut = 0; cut < whole.snapshots.writes(); cut++) {
            Workload workload = new Workload(script);
            workload.snapshots.cutPowerAfterWrites(cut);
            workload.run();
            crashes += CrashCheck.crashInEveryWay(workload, Effort.ALL, cut);
        }
    }
}
