package dev.pharos.kvstore.apply;

import static dev.pharos.kvstore.apply.Commands.alarm;
import static dev.pharos.kvstore.apply.Commands.command;
import static dev.pharos.kvstore.apply.Commands.compact;
import static dev.pharos.kvstore.apply.Commands.grant;
import static dev.pharos.kvstore.apply.Commands.revoke;
import static dev.pharos.kvstore.apply.KeyCommandsTest.error;
import static dev.pharos.kvstore.request.Requests.delete;
import static dev.pharos.kvstore.request.Requests.either;
import static dev.pharos.kvstore.request.Requests.op;
import static dev.pharos.kvstore.request.Requests.put;
import static dev.pharos.kvstore.request.Requests.range;
import static dev.pharos.kvstore.request.Requests.txn;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.AlarmMember;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest.AlarmAction;
import dev.pharos.wire.proto.etcdserverpb.AlarmResponse;
import dev.pharos.wire.proto.etcdserverpb.AlarmType;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlarmCommandsTest {
    @TempDir
    private Path home;

    private MachineUnderTest machine;

    @BeforeEach
    void found() {
        machine = MachineUnderTest.founded(home);
        machine.apply(grant(1, 60), command(put("a", "1", 1)));
    }

    @AfterEach
    void close() {
        machine.close();
    }

    @Test
    void without_space_nothing_is_added_from_the_next_entry_on_while_all_else_goes_on() {
        List<Outcome> outcomes = machine.apply(
                alarm(AlarmAction.ACTIVATE, AlarmType.NOSPACE, 7),
                command(put("b", "1")),
                grant(2, 60),
                command(either(List.of(op(range("a"))), List.of(op(txn(op(put("b", "1"))))))));
        assertThat(outcomes.subList(1, 4)).allMatch(outcome -> error(outcome) == EtcdError.NO_SPACE);

        assertCarriedOut(
                command(range("a")), command(txn(op(delete("x")))), compact(2), command(delete("a")), revoke(1));
    }

    @Test
    void a_corrupt_cluster_takes_no_changes_of_data_and_that_wins_over_missing_space() {
        machine.apply(
                alarm(AlarmAction.ACTIVATE, AlarmType.NOSPACE, 7), alarm(AlarmAction.ACTIVATE, AlarmType.CORRUPT, 8));

        assertThat(machine.apply(
                        command(put("b", "1")),
                        command(range("a")),
                        command(delete("a")),
                        command(txn(op(range("a")))),
                        compact(2),
                        grant(2, 60),
                        revoke(1)))
                .allMatch(outcome -> error(outcome) == EtcdError.CORRUPT);
        assertThat(list(AlarmType.NONE)).hasSize(2);
    }

    @Test
    void the_alarm_wins_over_what_else_is_wrong_with_a_command() {
        machine.applyOne(alarm(AlarmAction.ACTIVATE, AlarmType.NOSPACE, 7));

        assertThat(error(machine.applyOne(command(put("b", "1", 99))))).isEqualTo(EtcdError.NO_SPACE);
        assertThat(error(machine.applyOne(grant(1, 60)))).isEqualTo(EtcdError.NO_SPACE);
    }

    @Test
    void alarms_are_listed_raised_and_cleared_one_by_one() {
        assertThat(change(AlarmAction.ACTIVATE, AlarmType.NOSPACE, 7)).containsExactly(member(7, AlarmType.NOSPACE));
        assertThat(change(AlarmAction.ACTIVATE, AlarmType.NOSPACE, 7)).containsExactly(member(7, AlarmType.NOSPACE));
        change(AlarmAction.ACTIVATE, AlarmType.CORRUPT, 7);
        change(AlarmAction.ACTIVATE, AlarmType.NOSPACE, -1);

        assertThat(list(AlarmType.NONE))
                .containsExactlyInAnyOrder(
                        member(7, AlarmType.NOSPACE), member(7, AlarmType.CORRUPT), member(-1, AlarmType.NOSPACE));
        assertThat(list(AlarmType.CORRUPT)).containsExactly(member(7, AlarmType.CORRUPT));
        assertThat(change(AlarmAction.DEACTIVATE, AlarmType.NOSPACE, 0)).isEmpty();
        assertThat(change(AlarmAction.DEACTIVATE, AlarmType.NOSPACE, 7)).containsExactly(member(7, AlarmType.NOSPACE));
        assertThat(change(AlarmAction.DEACTIVATE, AlarmType.NOSPACE, 7)).isEmpty();
        assertThat(change(AlarmAction.ACTIVATE, AlarmType.NONE, 7)).isEmpty();
        assertThat(list(AlarmType.NONE)).hasSize(2);
    }

    @Test
    void an_action_or_type_of_a_later_version_changes_nothing() {
        InternalRaftRequest.Builder odd = alarm(AlarmAction.ACTIVATE, AlarmType.NOSPACE, 7);
        odd.getAlarmBuilder().setActionValue(9);
        assertThat(machine.applyOne(odd).answer(AlarmResponse.class).getAlarmsList())
                .isEmpty();

        odd.getAlarmBuilder().setAction(AlarmAction.ACTIVATE).setAlarmValue(9);
        machine.applyOne(odd);
        assertThat(list(AlarmType.NONE)).isEmpty();
    }

    private void assertCarriedOut(InternalRaftRequest.Builder... commands) {
        assertThat(machine.apply(commands))
                .allSatisfy(outcome -> assertThat(outcome.answer(Message.class)).isNotNull());
    }

    private List<AlarmMember> list(AlarmType type) {
        return change(AlarmAction.GET, type, 0);
    }

    private List<AlarmMember> change(AlarmAction action, AlarmType type, long member) {
        return machine.applyOne(alarm(action, type, member))
                .answer(AlarmResponse.class)
                .getAlarmsList();
    }

    private static AlarmMember member(long id, AlarmType type) {
        return AlarmMember.newBuilder().setMemberID(id).setAlarm(type).build();
    }
}
