package dev.pharos.raft.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.MemberSet;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Membership.LeaveMode;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.Step;
import dev.pharos.raft.model.MembershipChange.StepKind;
import dev.pharos.raft.model.MembershipChange.Transition;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Proposal;
import dev.pharos.raft.model.Snapshot;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RaftCodecTest {
    private static final int ROUNDS = 3_000;

    @Test
    void entry_has_the_bytes_of_raftpb() {
        Entry entry = new Entry(EntryType.CHANGE_V2, 3, 300, Payload.utf8("ab"));
        assertThat(hex(out -> EntryCodec.write(entry, out))).isEqualTo("08021003" + "18ac02" + "22026162");
        assertThat(EntryCodec.size(entry)).isEqualTo(11);
    }

    @Test
    void empty_payload_is_left_out_and_zero_scalars_are_not() {
        Entry entry = new Entry(EntryType.NORMAL, 0, 0, Payload.EMPTY);
        assertThat(hex(out -> EntryCodec.write(entry, out))).isEqualTo("080010001800");
        assertThat(hex(out -> HardStateCodec.write(HardState.INITIAL, out))).isEqualTo("080010001800");
        assertThat(hex(out -> MembershipCodec.write(Membership.EMPTY, out))).isEqualTo("2800");
    }

    @Test
    void hard_state_has_the_bytes_of_raftpb() {
        HardState state = new HardState(1, -1, 128);
        assertThat(hex(out -> HardStateCodec.write(state, out))).isEqualTo("080110ffffffffffffffffff01188001");
    }

    @Test
    void membership_has_the_bytes_of_raftpb() {
        Membership joint = new Membership(
                MemberSet.of(1, 2), MemberSet.of(3), MemberSet.of(4), MemberSet.of(3), LeaveMode.AUTOMATIC);
        assertThat(hex(out -> MembershipCodec.write(joint, out))).isEqualTo("080108021004180320032801");
    }

    @Test
    void packed_ids_are_understood() {
        assertThat(MembershipCodec.read(reader("0a03010203"))).isEqualTo(Membership.ofVoters(1, 2, 3));
    }

    @Test
    void snapshot_has_the_bytes_of_raftpb() {
        Snapshot snapshot = new Snapshot(new EntryId(2, 5), Membership.ofVoters(7), Payload.utf8("x"));
        assertThat(hex(out -> SnapshotCodec.write(snapshot, out)))
                .isEqualTo("0a0178" + "120a" + "0a0408072800" + "10051802");
    }

    @Test
    void one_plain_step_travels_in_the_older_encoding() {
        Proposal proposal = MembershipChangeCodec.propose(
                new MembershipChange(Transition.AUTO, List.of(new Step(StepKind.ADD_LEARNER, 9)), Payload.utf8("{}")));
        assertThat(proposal.type()).isEqualTo(EntryType.CHANGE);
        assertThat(hex(proposal.data())).isEqualTo("0800" + "1003" + "1809" + "22027b7d");
    }

    @Test
    void everything_else_travels_in_the_newer_encoding() {
        MembershipChange two = MembershipChange.of(new Step(StepKind.ADD_VOTER, 1), new Step(StepKind.REMOVE, 2));
        assertThat(MembershipChangeCodec.typeOf(two)).isEqualTo(EntryType.CHANGE_V2);
        assertThat(hex(MembershipChangeCodec.encode(EntryType.CHANGE_V2, two)))
                .isEqualTo("0800" + "120408001001" + "120408011002");
        assertThat(hex(MembershipChangeCodec.encode(EntryType.CHANGE_V2, MembershipChange.LEAVE_JOINT)))
                .isEqualTo("0800");
    }

    @Test
    void change_without_any_bytes_leaves_the_joint_configuration() {
        assertThat(MembershipChangeCodec.decode(EntryType.CHANGE_V2, Payload.EMPTY))
                .isEqualTo(MembershipChange.LEAVE_JOINT);
    }

    @Test
    void id_of_the_proposer_is_skipped() {
        assertThat(MembershipChangeCodec.decode(EntryType.CHANGE, payload("08ff01" + "1001" + "1805")))
                .isEqualTo(MembershipChange.single(StepKind.REMOVE, 5));
    }

    @Test
    void older_encoding_refuses_what_it_cannot_hold() {
        assertThatThrownBy(() -> MembershipChangeCodec.encode(EntryType.CHANGE, MembershipChange.LEAVE_JOINT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MembershipChangeCodec.decode(EntryType.NORMAL, Payload.EMPTY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void impossible_memberships_are_malformed() {
        for (String bytes : List.of("08011001", "18011001", "2801", "2001")) {
            assertThatThrownBy(() -> MembershipCodec.read(reader(bytes)))
                    .as(bytes)
                    .isInstanceOf(MalformedRecord.class);
        }
    }

    @Test
    void unknown_fields_of_every_kind_are_skipped() {
        String unknown = "7801" + "7a020000" + "7d00000000" + "790000000000000000";
        assertThat(HardStateCodec.read(reader(unknown + "0805" + unknown))).isEqualTo(new HardState(5, 0, 0));
    }

    @Test
    void random_values_come_back() {
        RandomValues values = new RandomValues(1);
        for (int i = 0; i < ROUNDS; i++) {
            Entry entry = values.entry();
            assertThat(EntryCodec.read(written(out -> EntryCodec.write(entry, out))))
                    .isEqualTo(entry);
            assertThat(written(out -> EntryCodec.write(entry, out)).remaining()).isEqualTo(EntryCodec.size(entry));
            HardState state = values.hardState();
            assertThat(HardStateCodec.read(written(out -> HardStateCodec.write(state, out))))
                    .isEqualTo(state);
            assertThat(written(out -> HardStateCodec.write(state, out)).remaining())
                    .isEqualTo(HardStateCodec.size(state));
            Snapshot snapshot = values.snapshot();
            assertThat(SnapshotCodec.read(written(out -> SnapshotCodec.write(snapshot, out))))
                    .isEqualTo(snapshot);
            MembershipChange change = values.change();
            EntryType type = MembershipChangeCodec.typeOf(change);
            assertThat(MembershipChangeCodec.decode(type, MembershipChangeCodec.encode(type, change)))
                    .isEqualTo(change);
        }
    }

    private static ProtoReader written(Consumer<ProtoWriter> content) {
        ProtoWriter out = new ProtoWriter(1);
        content.accept(out);
        return new ProtoReader(out.toPayload());
    }

    private static String hex(Consumer<ProtoWriter> content) {
        ProtoWriter out = new ProtoWriter(1);
        content.accept(out);
        return hex(out.toPayload());
    }

    private static String hex(Payload payload) {
        return HexFormat.of().formatHex(payload.array());
    }

    private static Payload payload(String hex) {
        return Payload.wrap(HexFormat.of().parseHex(hex));
    }

    private static ProtoReader reader(String hex) {
        return new ProtoReader(payload(hex));
    }
}
