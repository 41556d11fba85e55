package dev.pharos.raft.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.raft.model.MemberSet;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Membership.LeaveMode;
import dev.pharos.raft.model.RaftOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReplicationBoardTest {
    private static final RaftOptions.Flow FLOW = RaftOptions.defaults().flow();

    @Test
    void everybody_but_the_leader_is_on_the_board_in_order() {
        ReplicationBoard board = board(Membership.of(MemberSet.of(1, 3, 2), MemberSet.of(-1)));
        assertThat(membersOn(board)).containsExactly(2L, 3L, -1L);
        assertThat(board.of(1)).isNull();
        assertThat(board.of(9)).isNull();
        assertThat(progress(board, 2).next()).isEqualTo(11);
    }

    @Test
    void quorum_holds_what_its_slowest_member_holds() {
        ReplicationBoard board = board(Membership.ofVoters(1, 2, 3));
        assertThat(board.matchedByQuorum(10)).isZero();
        progress(board, 2).accepted(4, 1);
        assertThat(board.matchedByQuorum(10)).isEqualTo(4);
        progress(board, 3).accepted(7, 1);
        assertThat(board.matchedByQuorum(10)).isEqualTo(7);
        assertThat(board.matchedByQuorum(5)).isEqualTo(5);
    }

    @Test
    void followers_can_hold_more_than_the_leaders_own_disk() {
        ReplicationBoard board = board(Membership.ofVoters(1, 2, 3));
        progress(board, 2).accepted(9, 1);
        progress(board, 3).accepted(8, 1);
        assertThat(board.matchedByQuorum(0)).isEqualTo(8);
    }

    @Test
    void learner_holds_for_nobody() {
        ReplicationBoard board = board(Membership.of(MemberSet.of(1, 2), MemberSet.of(3)));
        progress(board, 3).accepted(10, 1);
        assertThat(board.matchedByQuorum(10)).isZero();
    }

    @Test
    void leader_that_is_no_voter_does_not_count_itself() {
        ReplicationBoard board = board(Membership.ofVoters(2, 3));
        progress(board, 2).accepted(9, 1);
        progress(board, 3).accepted(8, 1);
        assertThat(board.matchedByQuorum(10)).isEqualTo(8);
    }

    @Test
    void joint_configuration_needs_both_halves() {
        ReplicationBoard board = board(new Membership(
                MemberSet.of(1, 4, 5), MemberSet.of(1, 2, 3), MemberSet.EMPTY, MemberSet.EMPTY, LeaveMode.EXPLICIT));
        progress(board, 4).accepted(9, 1);
        assertThat(board.matchedByQuorum(10)).isZero();
        progress(board, 3).accepted(6, 1);
        assertThat(board.matchedByQuorum(10)).isEqualTo(6);
    }

    @Test
    void change_keeps_those_who_stay_starts_those_who_come_and_forgets_those_who_go() {
        ReplicationBoard board = board(Membership.ofVoters(1, 2, 3));
        progress(board, 2).accepted(7, 1);
        board.changeTo(Membership.of(MemberSet.of(1, 2), MemberSet.of(4)), 20);
        assertThat(membersOn(board)).containsExactly(2L, 4L);
        assertThat(progress(board, 2).match()).isEqualTo(7);
        assertThat(progress(board, 4).next()).isEqualTo(21);
        assertThat(progress(board, 4).match()).isZero();
        assertThat(board.matchedByQuorum(20)).isEqualTo(7);
    }

    @Test
    void promoted_learner_keeps_its_progress() {
        ReplicationBoard board = board(Membership.of(MemberSet.of(1), MemberSet.of(2)));
        progress(board, 2).accepted(7, 1);
        board.changeTo(Membership.ofVoters(1, 2), 20);
        assertThat(board.matchedByQuorum(20)).isEqualTo(7);
    }

    @Test
    void quorum_is_active_when_enough_were_heard_since_the_last_look() {
        ReplicationBoard board = board(Membership.ofVoters(1, 2, 3));
        assertThat(board.checkQuorumActive()).isFalse();
        progress(board, 3).heard();
        assertThat(board.checkQuorumActive()).isTrue();
        assertThat(board.checkQuorumActive()).isFalse();
    }

    @Test
    void single_member_is_always_active() {
        ReplicationBoard board = board(Membership.ofVoters(1));
        assertThat(board.checkQuorumActive()).isTrue();
        assertThat(board.checkQuorumActive()).isTrue();
        assertThat(board.roundAnsweredByQuorum(3)).isEqualTo(3);
    }

    @Test
    void newcomer_counts_as_heard_until_the_next_look() {
        ReplicationBoard board = board(Membership.ofVoters(1));
        assertThat(board.checkQuorumActive()).isTrue();
        board.changeTo(Membership.ofVoters(1, 2), 10);
        assertThat(board.checkQuorumActive()).isTrue();
        assertThat(board.checkQuorumActive()).isFalse();
    }

    @Test
    void round_is_answered_when_a_quorum_has_answered_it() {
        ReplicationBoard board = board(Membership.ofVoters(1, 2, 3));
        assertThat(board.roundAnsweredByQuorum(5)).isZero();
        progress(board, 2).answeredHeartbeat(4, 10);
        assertThat(board.roundAnsweredByQuorum(5)).isEqualTo(4);
        progress(board, 2).answeredHeartbeat(5, 10);
        assertThat(board.roundAnsweredByQuorum(5)).isEqualTo(5);
    }

    private static ReplicationBoard board(Membership membership) {
        return new ReplicationBoard(1, membership, 10, FLOW);
    }

    private static Progress progress(ReplicationBoard board, long member) {
        return Objects.requireNonNull(board.of(member));
    }

    private static List<Long> membersOn(ReplicationBoard board) {
        List<Long> members = new ArrayList<>();
        board.forEach((progress, member) -> members.add(member));
        return members;
    }
}
