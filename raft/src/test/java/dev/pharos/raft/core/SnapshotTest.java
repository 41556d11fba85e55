package dev.pharos.raft.core;

import static dev.pharos.raft.core.Bench.Start.EMPTY;
import static dev.pharos.raft.core.Bench.entry;
import static dev.pharos.raft.core.Bench.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.RaftEvent.ImpossibleMessage;
import dev.pharos.raft.model.RaftEvent.MembershipTaken;
import dev.pharos.raft.model.RaftEvent.SnapshotNeeded;
import dev.pharos.raft.model.RoleName;
import dev.pharos.raft.model.Snapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    private static final Snapshot TEN = snapshot(2, 10);

    @Test
    void snapshot_is_written_then_confirmed_then_restored() {
        Bench bench = EMPTY.in(2, 0, 0).followerOfTwo();
        bench.core().step(Said.install(2, 2, TEN));
        assertThat(bench.ready())
                .isEqualTo(Wanted.write(
                        Wanted.with(Wanted.write(1, new HardState(2, 0, 10), Wanted.accepted(2, 2, 10)), TEN)));
        bench.core().persisted(1);
        assertThat(bench.ready()).isEqualTo(Wanted.restore(TEN));
        bench.core().restored(10);
        assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
        assertThat(bench.core().status().applied()).isEqualTo(10);
    }

    @Test
    void entries_behind_a_snapshot_are_applied_after_it_is_restored() {
        Bench bench = EMPTY.in(2, 0, 0).followerOfTwo();
        bench.core().step(Said.install(2, 2, TEN));
        bench.core().step(Said.append(2, 2, TEN.at(), 11, entry(2, 11)));
        assertThat(bench.ready().write())
                .contains(Wanted.with(
                        Wanted.with(
                                Wanted.write(
                                        1,
                                        new HardState(2, 0, 11),
                                        Wanted.accepted(2, 2, 10),
                                        Wanted.accepted(2, 2, 11)),
                                TEN),
                        entry(2, 11)));
        bench.core().persisted(1);
        assertThat(bench.ready()).isEqualTo(Wanted.restore(TEN));
        assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
        bench.core().restored(10);
        assertThat(bench.ready()).isEqualTo(Wanted.apply(entry(2, 11)));
    }

    @Test
    void snapshot_brings_its_membership_at_once() {
        Bench bench = EMPTY.with(Membership.EMPTY).follower();
        bench.core().step(Said.install(2, 2, TEN));
        assertThat(bench.core().status().membership()).isEqualTo(Bench.THREE);
        assertThat(bench.ready().events()).contains(new MembershipTaken(Bench.THREE));
        bench.core().membershipApplied(Membership.ofVoters(9));
        assertThat(bench.core().status().membership()).isEqualTo(Bench.THREE);
    }

    @Test
    void snapshot_of_what_is_committed_already_is_answered_with_the_commit_index() {
        Bench bench = EMPTY.in(1, 0, 2).holding(entry(1, 1), entry(1, 2)).followerOfTwo();
        bench.core().step(Said.install(2, 1, snapshot(1, 2)));
        assertThat(bench.ready()).isEqualTo(Wanted.now(Wanted.accepted(2, 1, 2)));
    }

    @Test
    void log_that_holds_the_snapshots_position_stays_and_is_committed_to_there() {
        Bench bench = EMPTY.holding(entry(1, 1), entry(1, 2), entry(1, 3)).followerOfTwo();
        bench.core().step(Said.install(2, 1, snapshot(1, 2)));
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(Wanted.now(Wanted.accepted(2, 1, 2)), Wanted.apply(entry(1, 1), entry(1, 2))));
        assertThat(bench.core().journal().lastIndex()).isEqualTo(3);
    }

    @Test
    void member_does_not_campaign_while_it_waits_for_a_state() {
        Bench bench = EMPTY.in(2, 0, 0).followerOfTwo();
        bench.core().step(Said.install(2, 2, TEN));
        bench.ready();
        bench.core().persisted(1);
        bench.ready();
        bench.tick(3 * Bench.ELECTION_TICKS);
        bench.core().campaign();
        assertThat(bench.core().status().role()).isEqualTo(RoleName.FOLLOWER);
        bench.core().restored(10);
        bench.core().campaign();
        assertThat(bench.core().status().role()).isEqualTo(RoleName.CANDIDATE);
    }

    @Test
    void snapshot_from_a_term_nobody_was_in_is_impossible() {
        for (EntryId at : List.of(new EntryId(9, 10), new EntryId(-1, 10), new EntryId(2, -1))) {
            Message message = Said.install(2, 2, new Snapshot(at, Bench.THREE, Payload.EMPTY));
            Bench bench = EMPTY.in(2, 0, 0).followerOfTwo();
            bench.core().step(message);
            assertThat(bench.ready().events()).as("%s", at).containsExactly(new ImpossibleMessage(message));
        }
    }

    @Test
    void member_behind_the_log_is_sent_a_snapshot_and_nothing_else() {
        Bench bench = compactedLeader();
        bench.core().step(Said.heartbeatAnswer(3, 1, 0));
        Snapshot named = new Snapshot(new EntryId(1, 3), Bench.THREE, Payload.EMPTY);
        assertThat(bench.ready())
                .isEqualTo(Wanted.all(
                        Wanted.now(new Message.InstallSnapshot(Wanted.to(3, 1), named)),
                        Wanted.told(new SnapshotNeeded(3, new EntryId(1, 3)))));
        bench.propose("z");
        assertThat(bench.ready().sendNow())
                .containsExactly(Wanted.append(2, 1, new EntryId(1, 3), 3, Said.entry(1, 4, "z")));
    }

    @Test
    void delivered_snapshot_is_followed_by_entries_once_the_member_speaks() {
        Bench bench = compactedLeader();
        bench.core().step(Said.heartbeatAnswer(3, 1, 0));
        bench.drain();
        bench.core().snapshotDelivered(3);
        assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
        bench.core().step(Said.heartbeatAnswer(3, 1, 0));
        assertThat(bench.ready()).isEqualTo(Wanted.now(Wanted.append(3, 1, new EntryId(1, 3), 3)));
    }

    @Test
    void failed_snapshot_is_sent_again_once_the_member_speaks() {
        Bench bench = compactedLeader();
        bench.core().step(Said.heartbeatAnswer(3, 1, 0));
        bench.drain();
        bench.core().snapshotFailed(3);
        assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
        bench.core().step(Said.heartbeatAnswer(3, 1, 0));
        assertThat(bench.ready().events()).containsExactly(new SnapshotNeeded(3, new EntryId(1, 3)));
    }

    @Test
    void end_of_a_snapshot_to_nobody_is_ignored() {
        Bench bench = compactedLeader();
        bench.core().snapshotDelivered(9);
        bench.core().snapshotFailed(9);
        EMPTY.follower().core().snapshotDelivered(2);
        assertThat(bench.ready()).isEqualTo(Wanted.NOTHING);
    }

    /** Leads in term 1, has committed and applied three entries and kept none; member 3 was never heard to hold any. */
    private static Bench compactedLeader() {
        Bench bench = EMPTY.follower();
        bench.core().campaign();
        bench.drain();
        bench.core().step(Said.vote(2, 1));
        bench.propose("x");
        bench.propose("y");
        bench.drain();
        bench.core().step(Said.accepted(2, 1, 3));
        bench.drain();
        bench.core().snapshotTaken(snapshot(1, 3), 0, 0);
        bench.core().diskStartsAt(Long.MAX_VALUE);
        assertThat(bench.core().journal().base()).isEqualTo(new EntryId(1, 3));
        // A probe to member 3 went out behind entry 0; the snapshot did not change what is next there.
        bench.core().step(Said.heartbeatAnswer(2, 1, 0));
        bench.drain();
        return bench;
    }
}
