package dev.pharos.raft.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.Envelope;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.Append;
import dev.pharos.raft.model.Message.AppendAccepted;
import dev.pharos.raft.model.Message.AppendRejected;
import dev.pharos.raft.model.Message.Forward;
import dev.pharos.raft.model.Message.Heartbeat;
import dev.pharos.raft.model.Message.HeartbeatAnswer;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.model.Message.ReadIndexAnswer;
import dev.pharos.raft.model.Message.ReadIndexRequest;
import dev.pharos.raft.model.Message.TimeoutNow;
import dev.pharos.raft.model.Message.TransferLeader;
import dev.pharos.raft.model.Message.VoteAnswer;
import dev.pharos.raft.model.Message.VoteAnswer.Verdict;
import dev.pharos.raft.model.Message.VoteRequest;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Proposal;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.model.VoteKind;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
    private static final int ROUNDS = 1_000;
    private static final Envelope ENVELOPE = new Envelope(2, 1, 3);
    private static final String HEAD = "100118022003";
    private static final String NO_PLACE = "28003000";
    private static final String TAIL = "500058006800";

    private static final Envelope OF_ETCD = new Envelope(0x4132a2ae73ad3bdeL, 0x5e3803ccffc1b2adL, 2);

    @Test
    void pre_vote_has_the_bytes_that_etcd_3_6_sends() {
        same(
                new VoteRequest(OF_ETCD, VoteKind.PRE_VOTE, new EntryId(1, 2)),
                "081110ade586fecff9809c5e18def7b49de7d5a899412002280130024000500058006800");
    }

    @Test
    void vote_request_that_etcd_3_4_sends_is_understood() {
        assertThat(read("080510ade586fecff9809c5e18def7b49de7d5a8994120022801300240004a0a12080a0228001000180050005800"))
                .contains(new VoteRequest(OF_ETCD, VoteKind.ELECTION, new EntryId(1, 2)));
    }

    @Test
    void append_carries_its_entries() {
        Entry entry = new Entry(EntryType.NORMAL, 3, 8, Payload.utf8("x"));
        same(
                new Append(ENVELOPE, new EntryId(2, 7), List.of(entry), 6),
                "0803" + HEAD + "28023007" + "3a09" + "080010031808220178" + "4006" + TAIL);
    }

    @Test
    void answers_to_appends_differ_by_the_reject_flag() {
        same(new AppendAccepted(ENVELOPE, 9), "0804" + HEAD + "28003009" + "4000" + TAIL);
        same(new AppendRejected(ENVELOPE, 9, new EntryId(2, 5)), "0804" + HEAD + "28023009" + "4000" + "500158056800");
    }

    @Test
    void heartbeats_carry_a_context() {
        same(
                new Heartbeat(ENVELOPE, 4, Payload.utf8("ab")),
                "0808" + HEAD + NO_PLACE + "4004" + "50005800" + "62026162" + "6800");
        same(
                new HeartbeatAnswer(ENVELOPE, Payload.utf8("ab")),
                "0809" + HEAD + NO_PLACE + "4000" + "50005800" + "62026162" + "6800");
        same(new Heartbeat(ENVELOPE, 4, Payload.EMPTY), "0808" + HEAD + NO_PLACE + "4004" + TAIL);
    }

    @Test
    void vote_of_a_transfer_says_so_in_its_context() {
        String context = "621043616d706169676e5472616e73666572";
        same(
                new VoteRequest(ENVELOPE, VoteKind.TRANSFER, new EntryId(2, 7)),
                "0805" + HEAD + "28023007" + "4000" + "50005800" + context + "6800");
    }

    @Test
    void votes_are_answered_by_the_reject_flag() {
        same(new VoteAnswer(ENVELOPE, VoteKind.ELECTION, Verdict.GRANTED), "0806" + HEAD + NO_PLACE + "4000" + TAIL);
        same(
                new VoteAnswer(ENVELOPE, VoteKind.PRE_VOTE, Verdict.REFUSED),
                "0812" + HEAD + NO_PLACE + "4000" + "500158006800");
    }

    @Test
    void vote_of_a_transfer_is_answered_as_any_other() {
        Message answer = new VoteAnswer(ENVELOPE, VoteKind.TRANSFER, Verdict.GRANTED);
        assertThat(read(hex(answer))).contains(new VoteAnswer(ENVELOPE, VoteKind.ELECTION, Verdict.GRANTED));
    }

    @Test
    void snapshot_travels_with_its_metadata() {
        Snapshot snapshot = new Snapshot(new EntryId(2, 5), Membership.ofVoters(7), Payload.utf8("x"));
        same(
                new InstallSnapshot(ENVELOPE, snapshot),
                "0807" + HEAD + NO_PLACE + "4000" + "4a0f" + "0a0178" + "120a0a040807280010051802" + TAIL);
    }

    @Test
    void hand_over_of_leadership_has_no_content() {
        same(new TimeoutNow(ENVELOPE), "080e" + HEAD + NO_PLACE + "4000" + TAIL);
        same(new TransferLeader(ENVELOPE), "080d" + HEAD + NO_PLACE + "4000" + TAIL);
    }

    @Test
    void context_of_a_read_travels_as_the_data_of_an_entry() {
        Payload context = Payload.utf8("ab");
        String entry = "3a0a" + "080010001800" + "22026162";
        same(new ReadIndexRequest(ENVELOPE, context), "080f" + HEAD + NO_PLACE + entry + "4000" + TAIL);
        same(new ReadIndexAnswer(ENVELOPE, context, 9), "0810" + HEAD + "28003009" + entry + "4000" + TAIL);
    }

    @Test
    void proposals_travel_as_entries_without_a_place() {
        List<Proposal> proposals =
                List.of(Proposal.command(Payload.utf8("a")), new Proposal(EntryType.CHANGE, Payload.utf8("b")));
        same(
                new Forward(new Envelope(2, 1, 0), proposals),
                "0802" + "100118022000" + NO_PLACE + "3a09080010001800220161" + "3a09080110001800220162" + "4000"
                        + TAIL);
    }

    @Test
    void types_of_one_member_alone_and_unknown_ones_are_nothing() {
        for (int type : new int[] {0, 1, 10, 11, 12, 19, 20, 21, 22, 23, 24, 127}) {
            assertThat(read("08" + String.format("%02x", type) + HEAD))
                    .as("type %d", type)
                    .isEmpty();
        }
        assertThat(read("08ffffffffffffffffff01")).isEmpty();
    }

    @Test
    void heartbeat_of_the_link_is_read_without_sender() {
        assertThat(read("0808")).contains(new Heartbeat(new Envelope(0, 0, 0), 0, Payload.EMPTY));
    }

    @Test
    void messages_without_what_their_type_needs_are_malformed() {
        for (String bytes : List.of("0807", "08074a0a12080a02280010001800", "080f", "080f3a003a00", "080f3a020801")) {
            assertThatThrownBy(() -> read(bytes)).as(bytes).isInstanceOf(MalformedRecord.class);
        }
    }

    @Test
    void random_messages_come_back() {
        RandomMessages messages = new RandomMessages(7);
        for (int i = 0; i < ROUNDS; i++) {
            Message message = messages.next(i);
            assertThat(read(hex(message))).contains(message);
        }
    }

    private static void same(Message message, String bytes) {
        assertThat(hex(message)).isEqualTo(bytes);
        assertThat(read(bytes)).contains(message);
    }

    private static String hex(Message message) {
        ProtoWriter out = new ProtoWriter();
        MessageCodec.write(message, out);
        return HexFormat.of().formatHex(out.toPayload().array());
    }

    private static Optional<Message> read(String hex) {
        return MessageCodec.read(new ProtoReader(Payload.wrap(HexFormat.of().parseHex(hex))));
    }
}
