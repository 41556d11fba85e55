package dev.pharos.kvstore.apply;

import static dev.pharos.kvstore.apply.Commands.alarm;
import static dev.pharos.kvstore.apply.Commands.checkpoint;
import static dev.pharos.kvstore.apply.Commands.command;
import static dev.pharos.kvstore.apply.Commands.grant;
import static dev.pharos.kvstore.request.Requests.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.kvstore.alarm.Alarm;
import dev.pharos.kvstore.alarm.Alarm.Kind;
import dev.pharos.kvstore.lease.Lease;
import dev.pharos.kvstore.mvcc.HashResult;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest.AlarmAction;
import dev.pharos.wire.proto.etcdserverpb.AlarmType;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.value.Bytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same entries make the same state: on another member, in other batches, after crashes. */
class ReplayTest {
    private static final int BATCHES = 150;

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void a_member_that_applies_the_entries_one_by_one_and_one_that_crashes_hold_the_same(long seed) {
        try (MachineUnderTest first = MachineUnderTest.founded(home.resolve("first"));
                MachineUnderTest second = new MachineUnderTest(home.resolve("second"))) {
            RandomCommands commands = new RandomCommands(seed);
            for (int i = 0; i < BATCHES; i++) {
                first.apply(batch(commands, first.store().revision()));
                if (commands.below(20) == 0) {
                    first.flush();
                }
                if (commands.below(25) == 0) {
                    first.crash();
                } else if (commands.below(60) == 0) {
                    first.restart();
                }
            }
            second.replay(first);

            assertSame(second, first);
            first.crash();
            assertSame(second, first);
        }
    }

    private static InternalRaftRequest.Builder[] batch(RandomCommands commands, long revision) {
        List<InternalRaftRequest.Builder> batch = new ArrayList<>();
        for (int i = commands.below(8); i >= 0; i--) {
            batch.add(commands.next(revision + commands.below(3)));
        }
        return batch.toArray(InternalRaftRequest.Builder[]::new);
    }

    private static void assertSame(MachineUnderTest one, MachineUnderTest other) {
        assertThat(one.store().revision()).isEqualTo(other.store().revision());
        assertThat(one.store().compactRevision()).isEqualTo(other.store().compactRevision());
        HashResult hash = one.store().hash().hashKv(one.store().revision());
        assertThat(hash).isEqualTo(other.store().hash().hashKv(other.store().revision()));
        assertThat(one.machine().recovered()).isEqualTo(other.machine().recovered());
        assertThat(one.parts().alarms().standing())
                .isEqualTo(other.parts().alarms().standing());
        assertThat(withoutHistory(one.rows())).isEqualTo(withoutHistory(other.rows()));
        for (long lease = 1; lease <= 4; lease++) {
            assertThat(one.parts().leases().find(lease))
                    .isEqualTo(other.parts().leases().find(lease));
            assertThat(one.parts().leases().keysOf(lease))
                    .isEqualTo(other.parts().leases().keysOf(lease));
        }
    }

    /** How far the removal of what was compacted has come is each member's own affair; the hash looks at the rest. */
    private static Map<String, String> withoutHistory(Map<String, String> rows) {
        rows.keySet().removeIf(row -> row.startsWith("HISTORY/") || row.startsWith("CURRENT/"));
        return rows;
    }

    @Test
    void what_was_never_flushed_is_repeated_from_the_log() {
        try (MachineUnderTest machine = MachineUnderTest.founded(home)) {
            machine.apply(grant(5, 60), command(put("a", "1", 5)));
            machine.flush();
            machine.apply(
                    command(put("a", "2")),
                    grant(6, 600),
                    checkpoint(6, 500),
                    alarm(AlarmAction.ACTIVATE, AlarmType.NOSPACE, 7));
            Map<String, String> before = machine.rows();

            machine.crash();
            assertThat(machine.rows()).isEqualTo(before);
            assertThat(machine.store().revision()).isEqualTo(3);
            assertThat(machine.parts().leases().find(6)).contains(new Lease(6, 600, 500));
            assertThat(machine.parts().leases().leaseOf(Bytes.fromUtf8("a"))).isZero();
            assertThat(machine.parts().alarms().stands(Kind.NOSPACE)).isTrue();
        }
    }

    @Test
    void what_was_flushed_is_not_applied_again() {
        try (MachineUnderTest machine = MachineUnderTest.founded(home)) {
            machine.apply(command(put("a", "1")), command(put("a", "2")));
            machine.restart();

            assertThat(machine.store().revision()).isEqualTo(3);
            assertThat(machine.commits).hasSize(1);
            assertThat(machine.machine().recovered().applied())
                    .isEqualTo(new EntryId(MachineUnderTest.TERM, machine.lastIndex()));
        }
    }

    @Test
    void the_rows_beside_the_keys_read_as_what_was_written() {
        try (MachineUnderTest machine = MachineUnderTest.founded(home)) {
            machine.apply(
                    grant(-5, 60),
                    grant(6, 600),
                    checkpoint(6, 30),
                    alarm(AlarmAction.ACTIVATE, AlarmType.NOSPACE, -1),
                    alarm(AlarmAction.ACTIVATE, AlarmType.CORRUPT, 2));
            StoredState stored = machine.stored();

            assertThat(stored.leases()).containsExactlyInAnyOrder(new Lease(-5, 60, 0), new Lease(6, 600, 30));
            assertThat(stored.alarms())
                    .containsExactlyInAnyOrder(new Alarm(-1, Kind.NOSPACE), new Alarm(2, Kind.CORRUPT));
            assertThat(stored.cluster()).isEqualTo(machine.parts().cluster().state());
            assertThat(stored.applied()).isEqualTo(machine.machine().recovered());
        }
    }

    @Test
    void a_new_store_says_that_nothing_was_applied() {
        try (MachineUnderTest machine = new MachineUnderTest(home)) {
            assertThat(machine.machine().recovered().applied()).isEqualTo(EntryId.ZERO);
            assertThat(machine.machine().recovered().membership()).isEqualTo(Membership.EMPTY);
        }
    }

    @Test
    void a_snapshot_of_the_log_beyond_the_store_means_that_the_store_was_lost() {
        try (MachineUnderTest machine = new MachineUnderTest(home)) {
            Snapshot beyond = new Snapshot(new EntryId(1, 50), Membership.ofVoters(1), Payload.EMPTY);

            assertThatThrownBy(() -> machine.machine().restore(beyond))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("damaged or replaced");
        }
    }
}
