package dev.pharos.raft.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.raft.check.InvariantViolation;
import dev.pharos.raft.model.RaftOptions;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final RaftOptions.Flow NARROW = new RaftOptions.Flow(10, 2, 100, 1000, 1000, 1000);
    private static final long FIRST_HELD = 1;

    private final Progress progress = new Progress(11, NARROW);

    @Test
    void starts_with_one_probe_and_waits_for_its_answer() {
        assertThat(progress.mode()).isEqualTo(ProgressMode.PROBE);
        assertThat(progress.maySend()).isTrue();
        assertThat(progress.owesEmptyAppend(0)).isTrue();
        progress.sent(3, 30, 0);
        assertThat(progress.maySend()).isFalse();
        assertThat(progress.owesEmptyAppend(0)).isFalse();
        assertThat(progress.next()).isEqualTo(11);
        assertThat(progress.match()).isZero();
    }

    @Test
    void accepted_probe_opens_the_stream() {
        progress.sent(3, 30, 0);
        progress.accepted(13, FIRST_HELD);
        assertThat(progress.mode()).isEqualTo(ProgressMode.REPLICATE);
        assertThat(progress.match()).isEqualTo(13);
        assertThat(progress.next()).isEqualTo(14);
    }

    @Test
    void rejected_probe_moves_back_to_where_the_logs_can_meet() {
        progress.sent(0, 0, 0);
        progress.rejected(10, 4);
        assertThat(progress.next()).isEqualTo(5);
        assertThat(progress.maySend()).isTrue();
        progress.sent(0, 0, 0);
        progress.rejected(4, 4);
        assertThat(progress.next()).isEqualTo(4);
    }

    @Test
    void rejection_of_another_probe_is_stale_and_ignored() {
        progress.sent(0, 0, 0);
        progress.rejected(9, 2);
        assertThat(progress.next()).isEqualTo(11);
        assertThat(progress.maySend()).isFalse();
    }

    @Test
    void rejection_never_moves_behind_what_is_known_to_match() {
        progress.accepted(10, FIRST_HELD);
        progress.unreachable();
        progress.sent(0, 0, 0);
        progress.rejected(10, 0);
        assertThat(progress.next()).isEqualTo(11);
        assertThat(progress.match()).isEqualTo(10);
    }

    @Test
    void rejection_of_what_is_known_to_match_is_stale_and_ignored() {
        progress.accepted(10, FIRST_HELD);
        progress.rejected(10, 3);
        assertThat(progress.mode()).isEqualTo(ProgressMode.REPLICATE);
        progress.rejected(12, 3);
        assertThat(progress.mode()).isEqualTo(ProgressMode.PROBE);
        assertThat(progress.next()).isEqualTo(11);
    }

    @Test
    void stream_stops_when_the_window_is_full_and_goes_on_when_an_answer_frees_it() {
        progress.accepted(10, FIRST_HELD);
        progress.sent(1, 10, 0);
        progress.sent(2, 20, 0);
        assertThat(progress.next()).isEqualTo(14);
        assertThat(progress.appendsUnderWay()).isEqualTo(2);
        assertThat(progress.maySend()).isFalse();
        progress.accepted(11, FIRST_HELD);
        assertThat(progress.maySend()).isTrue();
        assertThat(progress.next()).isEqualTo(14);
    }

    @Test
    void entries_into_a_full_window_are_a_bug() {
        progress.accepted(10, FIRST_HELD);
        progress.sent(1, 10, 0);
        progress.sent(1, 10, 0);
        assertThatThrownBy(() -> progress.sent(1, 10, 0)).isInstanceOf(InvariantViolation.class);
    }

    @Test
    void news_of_the_commit_index_is_owed_once() {
        progress.accepted(10, FIRST_HELD);
        assertThat(progress.owesEmptyAppend(5)).isTrue();
        progress.sent(0, 0, 5);
        assertThat(progress.owesEmptyAppend(5)).isFalse();
        assertThat(progress.owesEmptyAppend(6)).isTrue();
    }

    @Test
    void full_window_keeps_news_back_but_not_a_nudge() {
        progress.accepted(10, FIRST_HELD);
        progress.sent(1, 10, 0);
        progress.sent(1, 10, 0);
        assertThat(progress.owesEmptyAppend(5)).isFalse();
        progress.answeredHeartbeat(0, 12);
        assertThat(progress.owesEmptyAppend(0)).isTrue();
        progress.sent(0, 0, 5);
        assertThat(progress.owesEmptyAppend(9)).isFalse();
    }

    @Test
    void member_that_has_everything_is_not_nudged() {
        progress.accepted(10, FIRST_HELD);
        progress.answeredHeartbeat(0, 10);
        assertThat(progress.owesEmptyAppend(0)).isFalse();
    }

    @Test
    void answered_heartbeat_lets_a_lost_probe_be_repeated() {
        progress.sent(0, 0, 0);
        progress.answeredHeartbeat(7, 10);
        assertThat(progress.maySend()).isTrue();
        assertThat(progress.isRecentlyActive()).isTrue();
        progress.answeredHeartbeat(6, 10);
        assertThat(progress.answeredRound()).isEqualTo(7);
    }

    @Test
    void late_answer_takes_nothing_back() {
        progress.accepted(10, FIRST_HELD);
        progress.sent(3, 30, 0);
        progress.accepted(13, FIRST_HELD);
        progress.accepted(10, FIRST_HELD);
        assertThat(progress.match()).isEqualTo(13);
        assertThat(progress.next()).isEqualTo(14);
    }

    @Test
    void stale_answer_to_a_probe_does_not_open_the_stream() {
        progress.accepted(10, FIRST_HELD);
        progress.unreachable();
        progress.accepted(9, FIRST_HELD);
        assertThat(progress.mode()).isEqualTo(ProgressMode.PROBE);
        progress.accepted(10, FIRST_HELD);
        assertThat(progress.mode()).isEqualTo(ProgressMode.REPLICATE);
    }

    @Test
    void lost_messages_turn_the_stream_back_into_a_probe() {
        progress.accepted(10, FIRST_HELD);
        progress.sent(1, 10, 0);
        progress.unreachable();
        assertThat(progress.mode()).isEqualTo(ProgressMode.PROBE);
        assertThat(progress.next()).isEqualTo(11);
        assertThat(progress.appendsUnderWay()).isZero();
        assertThat(progress.maySend()).isTrue();
    }

    @Test
    void nothing_is_sent_while_a_snapshot_is_under_way() {
        progress.snapshotSent(20);
        assertThat(progress.mode()).isEqualTo(ProgressMode.SNAPSHOT);
        assertThat(progress.pendingSnapshot()).isEqualTo(20);
        assertThat(progress.maySend()).isFalse();
        assertThat(progress.owesEmptyAppend(99)).isFalse();
        progress.answeredHeartbeat(1, 30);
        assertThat(progress.maySend()).isFalse();
        progress.unreachable();
        assertThat(progress.mode()).isEqualTo(ProgressMode.SNAPSHOT);
        progress.rejected(10, 0);
        assertThat(progress.mode()).isEqualTo(ProgressMode.SNAPSHOT);
    }

    @Test
    void delivered_snapshot_is_followed_by_a_probe_behind_it_once_the_member_speaks() {
        progress.snapshotSent(20);
        progress.snapshotDelivered();
        assertThat(progress.mode()).isEqualTo(ProgressMode.PROBE);
        assertThat(progress.next()).isEqualTo(21);
        assertThat(progress.maySend()).isFalse();
        progress.answeredHeartbeat(1, 30);
        assertThat(progress.maySend()).isTrue();
    }

    @Test
    void failed_snapshot_is_tried_again_once_the_member_speaks() {
        progress.snapshotSent(20);
        progress.snapshotFailed();
        assertThat(progress.mode()).isEqualTo(ProgressMode.PROBE);
        assertThat(progress.next()).isEqualTo(1);
        assertThat(progress.maySend()).isFalse();
        progress.answeredHeartbeat(1, 30);
        assertThat(progress.maySend()).isTrue();
    }

    @Test
    void member_that_reaches_the_log_ends_the_snapshot_whatever_became_of_it() {
        progress.snapshotSent(20);
        progress.accepted(15, 17);
        assertThat(progress.mode()).isEqualTo(ProgressMode.SNAPSHOT);
        progress.accepted(16, 17);
        assertThat(progress.mode()).isEqualTo(ProgressMode.REPLICATE);
        assertThat(progress.next()).isEqualTo(17);
    }

    @Test
    void end_of_a_snapshot_that_is_not_under_way_changes_nothing() {
        progress.accepted(10, FIRST_HELD);
        progress.snapshotDelivered();
        progress.snapshotFailed();
        assertThat(progress.mode()).isEqualTo(ProgressMode.REPLICATE);
        assertThat(progress.next()).isEqualTo(11);
    }

    @Test
    void activity_is_forgotten_and_heard_again() {
        assertThat(progress.isRecentlyActive()).isFalse();
        progress.heard();
        assertThat(progress.isRecentlyActive()).isTrue();
        progress.forgetActivity();
        assertThat(progress.isRecentlyActive()).isFalse();
    }

    @Test
    void next_lies_behind_match_whatever_happens() {
        Random random = new Random(7);
        for (int run = 0; run < 500; run++) {
            Progress any = new Progress(1 + random.nextInt(20), NARROW);
            for (int step = 0; step < 100; step++) {
                long before = any.match();
                takeAnyStep(any, random);
                assertThat(any.next()).isGreaterThan(any.match());
                assertThat(any.match()).isGreaterThanOrEqualTo(before);
                assertThat(any.mode() == ProgressMode.REPLICATE || any.appendsUnderWay() == 0)
                        .isTrue();
            }
        }
    }

    private static void takeAnyStep(Progress any, Random random) {
        long index = random.nextInt(30);
        switch (random.nextInt(9)) {
            case 0, 1 -> any.accepted(index, 1 + random.nextInt(10));
            case 2 -> any.rejected(index, random.nextInt(30));
            case 3 -> any.answeredHeartbeat(index, 30);
            case 4 -> any.unreachable();
            case 5 -> any.snapshotSent(index);
            case 6 -> any.snapshotDelivered();
            case 7 -> any.snapshotFailed();
            default -> any.sent(any.maySend() ? random.nextInt(4) : 0, 10, index);
        }
    }
}
