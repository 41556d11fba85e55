package dev.pharos.kvstore.state;

import static dev.pharos.kvstore.apply.Commands.command;
import static dev.pharos.kvstore.apply.Commands.compact;
import static dev.pharos.kvstore.apply.Commands.downgrade;
import static dev.pharos.kvstore.apply.Commands.grant;
import static dev.pharos.kvstore.request.Requests.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.kvstore.backend.BackendClosed;
import dev.pharos.kvstore.backup.Backup;
import dev.pharos.kvstore.cluster.Downgrade;
import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.mvcc.ReadView;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.wire.value.KeyRange;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class InstallTest {
    private static final RangeQuery ALL = RangeQuery.of(KeyRange.all());

    @TempDir
    private Path folder;

    private final EntryLog log = new EntryLog().founded();

    private MemberUnderTest leader() {
        return MemberUnderTest.start(folder.resolve("leader"));
    }

    private MemberUnderTest follower() {
        return MemberUnderTest.start(folder.resolve("follower"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void a_member_that_was_behind_is_equal_afterwards_and_stays_so(long seed) {
        log.random(seed, 300);
        try (MemberUnderTest leader = leader().apply(log)) {
            try (MemberUnderTest follower = follower().apply(log, 40 * (seed - 1))) {
                follower.installFrom(leader);
                assertThat(follower.facts()).isEqualTo(leader.facts());
                log.random(-seed, 150);
                leader.apply(log);
                follower.apply(log);
                assertThat(follower.facts()).isEqualTo(leader.facts());
            }
            try (MemberUnderTest again = follower()) {
                assertThat(again.stores()).hasSize(1);
                assertThat(again.facts()).isEqualTo(leader.facts());
            }
        }
    }

    @Test
    void the_message_says_what_is_in_the_database() {
        log.random(7, 100);
        try (MemberUnderTest leader = leader().apply(log);
                OutgoingSnapshot outgoing = OutgoingSnapshot.of(leader.state.backend())) {
            Snapshot before = outgoing.snapshot();
            log.random(8, 100);
            leader.apply(log);
            assertThat(before.at().index()).isEqualTo(log.last() - 100);
            assertThat(before.at().term()).isEqualTo(EntryLog.TERM);
            assertThat(before.membership()).isNotEqualTo(Membership.EMPTY);
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            outgoing.writeTo(body);
            try (MemberUnderTest follower = follower()) {
                follower.receive(before, body.toByteArray());
                follower.restore(before).apply(log);
                assertThat(follower.facts()).isEqualTo(leader.facts());
            }
        }
    }

    @Test
    void one_snapshot_follows_another_and_nothing_is_left_of_those_before() {
        try (MemberUnderTest leader = leader();
                MemberUnderTest follower = follower()) {
            for (long round = 1; round <= 4; round++) {
                log.random(round, 60);
                follower.receiveFrom(leader.apply(log, log.last() - 20));
                follower.installFrom(leader.apply(log));
                assertThat(follower.facts()).isEqualTo(leader.facts());
                assertThat(follower.received()).isEmpty();
            }
            String newest = String.format("kv-%016x", log.last());
            MemberUnderTest.await(() -> follower.stores().equals(List.of(newest)));
        }
    }

    @Test
    void an_older_snapshot_or_the_same_again_is_a_bug() {
        log.random(3, 20);
        try (MemberUnderTest leader = leader().apply(log);
                MemberUnderTest follower = follower()) {
            Snapshot snapshot = follower.receiveFrom(leader);
            follower.restore(snapshot);
            assertThatThrownBy(() -> follower.restore(snapshot)).hasMessageContaining("over an older state");
            assertThat(follower.facts()).isEqualTo(leader.facts());
        }
    }

    @Test
    void who_reads_the_old_store_is_not_disturbed() {
        log.add(grant(7, 100)).add(command(put("a", "old", 7))).add(command(put("b", "old")));
        long old = log.last();
        log.random(11, 100);
        try (MemberUnderTest leader = leader().apply(log);
                MemberUnderTest follower = MemberUnderTest.patient(folder.resolve("follower"))) {
            ReadView view = follower.apply(log, old).state.store().view();
            var pairs = view.range(ALL);
            Backup backup = Backup.of(follower.state.backend());
            follower.installFrom(leader);
            assertThat(view.range(ALL)).isEqualTo(pairs);
            assertThat(follower.facts()).isEqualTo(leader.facts());
            assertThat(follower.stores()).contains("kv").hasSize(2);

            log.random(12, 30);
            follower.installFrom(leader.apply(log));
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            backup.writeTo(body);
            assertThat(body.size()).isEqualTo((int) backup.sizeBytes());
            backup.close();
            MemberUnderTest.await(() -> !follower.stores().contains("kv"));
            assertThatThrownBy(() -> view.range(ALL)).isInstanceOf(BackendClosed.class);
            assertThat(follower.facts()).isEqualTo(leader.facts());
        }
    }

    @Test
    void a_downgrade_that_is_under_way_comes_with_the_snapshot_and_so_does_its_end() {
        log.add(downgrade("3.5.0"));
        try (MemberUnderTest leader = leader().apply(log);
                MemberUnderTest follower = follower()) {
            follower.installFrom(leader);
            assertThat(follower.state.parts().cluster().state().downgrade()).isEqualTo(Downgrade.to("3.5.0"));
            log.add(downgrade("")).random(5, 20);
            follower.installFrom(leader.apply(log));
            assertThat(follower.state.parts().cluster().state().downgrade()).isEqualTo(Downgrade.NONE);
            assertThat(follower.facts()).isEqualTo(leader.facts());
        }
    }

    @Test
    void leases_and_their_keys_are_those_of_the_snapshot() {
        log.add(grant(1, 100)).add(grant(2, 100)).add(command(put("a", "1", 1)));
        long old = log.last();
        log.add(dev.pharos.kvstore.apply.Commands.revoke(1))
                .add(grant(3, 300))
                .add(command(put("b", "2", 3)))
                .add(compact(2));
        try (MemberUnderTest leader = leader().apply(log);
                MemberUnderTest follower = follower().apply(log, old)) {
            var book = follower.state.parts().leases();
            follower.installFrom(leader);
            assertThat(follower.state.parts().leases()).isSameAs(book);
            assertThat(book.ids()).containsExactlyInAnyOrder(2, 3);
            assertThat(book.keysOf(3)).hasSize(1);
            assertThat(book.keysOf(1)).isEmpty();
        }
    }
}
