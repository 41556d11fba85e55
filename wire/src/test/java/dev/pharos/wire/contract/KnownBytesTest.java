package dev.pharos.wire.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.pharos.wire.proto.etcdserverpb.Compare;
import dev.pharos.wire.proto.etcdserverpb.DowngradeVersionTestRequest;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.Request;
import dev.pharos.wire.proto.etcdserverpb.RequestHeader;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest.FilterType;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import dev.pharos.wire.proto.mvccpb.Event;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import dev.pharos.wire.proto.raftpb.ConfState;
import dev.pharos.wire.proto.raftpb.Entry;
import dev.pharos.wire.proto.raftpb.EntryType;
import dev.pharos.wire.proto.raftpb.HardState;
import dev.pharos.wire.proto.walpb.Record;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Encodings worked out by hand, so that a wrong table would not prove itself right. */
class KnownBytesTest {
    @Test
    void the_range_end_of_a_compare_is_number_64() {
        Compare compare = Compare.newBuilder().setRangeEnd(utf8("z")).build();

        assertThat(hex(compare)).isEqualTo("8204" + "017a");
    }

    @Test
    void the_events_of_a_watch_response_are_number_11() {
        KeyValue kv = KeyValue.newBuilder().setKey(utf8("a")).build();
        WatchResponse response = WatchResponse.newBuilder()
                .addEvents(Event.newBuilder().setKv(kv))
                .build();

        assertThat(hex(response)).isEqualTo("5a05" + "1203" + "0a0161");
    }

    @Test
    void a_watch_id_of_minus_one_takes_ten_bytes() {
        WatchResponse response = WatchResponse.newBuilder().setWatchId(-1).build();

        assertThat(hex(response)).isEqualTo("10" + "ffffffffffffffffff01");
    }

    @Test
    void the_header_of_a_logged_request_is_number_100_and_comes_after_the_request() {
        InternalRaftRequest logged = InternalRaftRequest.newBuilder()
                .setHeader(RequestHeader.newBuilder().setID(1))
                .setPut(PutRequest.newBuilder().setKey(utf8("a")).setValue(utf8("b")))
                .build();

        assertThat(hex(logged)).isEqualTo("2206" + "0a0161" + "120162" + "a206" + "020801");
    }

    @Test
    void the_downgrade_test_of_a_logged_request_is_number_9900() {
        InternalRaftRequest logged = InternalRaftRequest.newBuilder()
                .setDowngradeVersionTest(DowngradeVersionTestRequest.getDefaultInstance())
                .build();

        assertThat(hex(logged)).isEqualTo("e2ea04" + "00");
    }

    @Test
    void a_zero_of_the_public_messages_is_not_written() {
        KeyValue kv = KeyValue.newBuilder().setVersion(0).setLease(0).build();

        assertThat(hex(kv)).isEmpty();
    }

    @Test
    void a_zero_of_the_raft_messages_is_written_when_set_and_only_then() {
        HardState zero =
                HardState.newBuilder().setTerm(0).setVote(0).setCommit(0).build();

        assertThat(hex(zero)).isEqualTo("0800" + "1000" + "1800");
        assertThat(hex(HardState.getDefaultInstance())).isEmpty();
    }

    @Test
    void an_entry_is_written_in_the_order_of_its_numbers() {
        Entry entry = Entry.newBuilder()
                .setTerm(5)
                .setIndex(300)
                .setType(EntryType.EntryNormal)
                .setData(utf8("x"))
                .build();

        assertThat(hex(entry)).isEqualTo("0800" + "1005" + "18ac02" + "220178");
    }

    @Test
    void the_members_of_a_raft_configuration_are_not_packed() {
        ConfState state = ConfState.newBuilder()
                .addVoters(1)
                .addVoters(2)
                .setAutoLeave(false)
                .build();

        assertThat(hex(state)).isEqualTo("0801" + "0802" + "2800");
    }

    @Test
    void a_log_record_holds_type_checksum_and_data() {
        Record checksum = Record.newBuilder().setType(4).setCrc(0xffffffff).build();

        assertThat(hex(checksum)).isEqualTo("0804" + "10ffffffff0f");
    }

    @Test
    void watch_filters_are_packed_and_read_either_way() throws InvalidProtocolBufferException {
        WatchCreateRequest request = WatchCreateRequest.newBuilder()
                .addFilters(FilterType.NOPUT)
                .addFilters(FilterType.NODELETE)
                .build();

        assertThat(hex(request)).isEqualTo("2a02" + "0001");
        assertThat(WatchCreateRequest.parseFrom(bytes("2800" + "2801"))).isEqualTo(request);
    }

    @Test
    void a_request_of_the_old_tree_is_not_mistaken_for_a_logged_one() {
        Request version = oldRequest("/0/version", "3.5.0");
        Request attributes = oldRequest("/0/members/8e9e05c52164694d/attributes", "{\"name\":\"default\"}");

        assertThatThrownBy(() -> InternalRaftRequest.parseFrom(version.toByteString()))
                .isInstanceOf(InvalidProtocolBufferException.class);
        assertThatThrownBy(() -> InternalRaftRequest.parseFrom(attributes.toByteString()))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }

    @Test
    void a_request_of_the_old_tree_has_a_place_for_every_zero() throws InvalidProtocolBufferException {
        String zeros =
                "2800" + "3200" + "3800" + "4800" + "5000" + "5800" + "6000" + "6800" + "7000" + "7800" + "800100";

        Request request = Request.parseFrom(bytes("0801" + "1203505554" + "1a022f30" + "2200" + zeros));

        assertThat(request.getMethod()).isEqualTo("PUT");
        assertThat(request.getPath()).isEqualTo("/0");
        assertThat(request.hasPrevExist()).isFalse();
        assertThat(request.hasRefresh()).isFalse();
        assertThat(request.hasStream()).isTrue();
        assertThat(request.getUnknownFields().asMap()).isEmpty();
    }

    private static Request oldRequest(String path, String value) {
        return Request.newBuilder()
                .setID(7)
                .setMethod("PUT")
                .setPath(path)
                .setVal(value)
                .build();
    }

    private static ByteString utf8(String text) {
        return ByteString.copyFromUtf8(text);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String hex(MessageLite message) {
        return HexFormat.of().formatHex(message.toByteArray());
    }
}
