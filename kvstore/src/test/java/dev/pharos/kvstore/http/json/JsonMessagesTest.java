package dev.pharos.kvstore.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.pharos.wire.proto.etcdserverpb.AlarmMember;
import dev.pharos.wire.proto.etcdserverpb.AlarmType;
import dev.pharos.wire.proto.etcdserverpb.Compare;
import dev.pharos.wire.proto.etcdserverpb.HashKVResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveResponse;
import dev.pharos.wire.proto.etcdserverpb.Member;
import dev.pharos.wire.proto.etcdserverpb.MemberAddRequest;
import dev.pharos.wire.proto.etcdserverpb.MoveLeaderRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import dev.pharos.wire.proto.mvccpb.Event;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonMessagesTest {
    private static String write(Message message) {
        ByteBuf out = Unpooled.buffer();
        JsonWriting.write(message, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Message read(String json, Message.Builder builder) {
        JsonReading.read(json, builder);
        return builder.build();
    }

    private static void refused(String json, Message.Builder builder, String reason) {
        assertThatThrownBy(() -> JsonReading.read(json, builder))
                .isInstanceOf(MalformedJson.class)
                .hasMessageContaining(reason);
    }

    @Test
    void sixty_four_bits_go_out_as_strings_and_defaults_not_at_all() {
        assertThat(write(ResponseHeader.newBuilder()
                        .setClusterId(-1)
                        .setMemberId(1)
                        .setRevision(-5)
                        .build()))
                .isEqualTo("{\"cluster_id\":\"18446744073709551615\",\"member_id\":\"1\",\"revision\":\"-5\"}");
        assertThat(write(HashKVResponse.newBuilder().setHash(-1).build())).isEqualTo("{\"hash\":4294967295}");
        assertThat(write(LeaseTimeToLiveResponse.newBuilder()
                        .setID(3)
                        .setTTL(-1)
                        .setGrantedTTL(60)
                        .build()))
                .isEqualTo("{\"ID\":\"3\",\"TTL\":\"-1\",\"grantedTTL\":\"60\"}");
        assertThat(write(ResponseHeader.getDefaultInstance())).isEqualTo("{}");
    }

    @Test
    void texts_are_escaped_no_more_than_json_wants() {
        assertThat(write(WatchResponse.newBuilder()
                        .setCancelReason("code = X <&'> \"\\\n\u0001 \u00e4 \ud83d\ude00")
                        .build()))
                .isEqualTo("{\"cancel_reason\":\"code = X <&'> \\\"\\\\\\n\\u0001 \u00e4 \ud83d\ude00\"}");
        assertThat(write(Member.newBuilder()
                        .addPeerURLs("http://a:1")
                        .addPeerURLs("http://b:2")
                        .setIsLearner(true)
                        .build()))
                .isEqualTo("{\"peerURLs\":[\"http://a:1\",\"http://b:2\"],\"isLearner\":true}");
    }

    @Test
    void enums_go_out_by_name_and_nested_messages_where_they_stand() {
        assertThat(write(AlarmMember.newBuilder().setAlarm(AlarmType.NOSPACE).build()))
                .isEqualTo("{\"alarm\":\"NOSPACE\"}");
        assertThat(write(AlarmMember.newBuilder().setAlarmValue(77).build())).isEqualTo("{\"alarm\":77}");
        assertThat(write(WatchResponse.newBuilder()
                        .addEvents(
                                Event.newBuilder().setKv(KeyValue.newBuilder().setKey(ByteString.copyFromUtf8("foo"))))
                        .addEvents(Event.newBuilder().setType(Event.EventType.DELETE))
                        .build()))
                .isEqualTo("{\"events\":[{\"kv\":{\"key\":\"Zm9v\"}},{\"type\":\"DELETE\"}]}");
    }

    @Test
    void numbers_come_in_as_numbers_or_strings() {
        for (String json : new String[] {
            "{\"TTL\":60,\"ID\":7}",
            "{\"TTL\":\"60\",\"ID\":\"7\"}",
            "{\"TTL\":6e1,\"ID\":7.0}",
            "{\"TTL\":\"6.0e1\",\"ID\":7}"
        }) {
            assertThat(read(json, LeaseGrantRequest.newBuilder()))
                    .as(json)
                    .isEqualTo(
                            LeaseGrantRequest.newBuilder().setTTL(60).setID(7).build());
        }
        assertThat(read("{\"targetID\":18446744073709551615}", MoveLeaderRequest.newBuilder()))
                .isEqualTo(MoveLeaderRequest.newBuilder().setTargetID(-1).build());
        for (String bad : new String[] {
            "1.5",
            "\"x\"",
            "\"\"",
            "\" 1\"",
            "9223372036854775808",
            "1e400000000",
            "1e-400000000",
            "true",
            "[1]",
            "\"01\"",
            "\"+1\""
        }) {
            refused("{\"TTL\":" + bad + "}", LeaseGrantRequest.newBuilder(), "field TTL");
        }
        refused("{\"targetID\":-1}", MoveLeaderRequest.newBuilder(), "invalid value for uint64 field targetID: -1");
    }

    @Test
    void names_come_in_as_in_the_schema_or_in_camel_case() {
        RangeRequest expected = RangeRequest.newBuilder()
                .setRangeEnd(ByteString.copyFromUtf8("a"))
                .setKeysOnly(true)
                .setMinModRevision(4)
                .build();
        assertThat(read(
                        "{\"range_end\":\"YQ==\",\"keys_only\":true,\"min_mod_revision\":4}",
                        RangeRequest.newBuilder()))
                .isEqualTo(expected);
        assertThat(read("{\"rangeEnd\":\"YQ==\",\"keysOnly\":true,\"minModRevision\":4}", RangeRequest.newBuilder()))
                .isEqualTo(expected);
        assertThat(read("{\"peerURLs\":[\"u\"],\"isLearner\":true}", MemberAddRequest.newBuilder()))
                .isEqualTo(MemberAddRequest.newBuilder()
                        .addPeerURLs("u")
                        .setIsLearner(true)
                        .build());
    }

    @Test
    void base64_comes_in_in_both_alphabets_padded_or_not() {
        ByteString value = ByteString.copyFrom(new byte[] {(byte) 0xfb, (byte) 0xff, 1, 2});
        for (String text : new String[] {"+/8BAg==", "-_8BAg==", "+/8BAg", "-_8BAg"}) {
            assertThat(read("{\"key\":\"" + text + "\"}", PutRequest.newBuilder()))
                    .isEqualTo(PutRequest.newBuilder().setKey(value).build());
        }
        refused("{\"key\":\"a\"}", PutRequest.newBuilder(), "invalid value for bytes field key");
        refused("{\"key\":\"???\"}", PutRequest.newBuilder(), "invalid value for bytes field key");
        refused("{\"key\":1}", PutRequest.newBuilder(), "invalid value for bytes field key: number");
    }

    @Test
    void enums_come_in_by_name_or_number() {
        Message expected = Compare.newBuilder()
                .setResult(Compare.CompareResult.GREATER)
                .setTarget(Compare.CompareTarget.MOD)
                .setModRevision(3)
                .build();
        assertThat(read("{\"result\":\"GREATER\",\"target\":2,\"mod_revision\":\"3\"}", Compare.newBuilder()))
                .isEqualTo(expected);
        assertThat(read("{\"result\":\"NO_SUCH\"}", Compare.newBuilder())).isEqualTo(Compare.getDefaultInstance());
        assertThat(read("{\"filters\":[\"NODELETE\",0]}", WatchCreateRequest.newBuilder()))
                .isEqualTo(WatchCreateRequest.newBuilder()
                        .addFilters(WatchCreateRequest.FilterType.NODELETE)
                        .addFilters(WatchCreateRequest.FilterType.NOPUT)
                        .build());
    }

    @Test
    void unknown_fields_and_nulls_are_passed_over() {
        assertThat(read("{\"what\":{\"is\":[1,{}]},\"key\":null,\"lease\":\"5\",\"x\":\"y\"}", PutRequest.newBuilder()))
                .isEqualTo(PutRequest.newBuilder().setLease(5).build());
    }

    @Test
    void whole_transactions_come_in() {
        String put = "{\"request_put\":{\"key\":\"YQ==\",\"value\":\"Yg==\"}}";
        Message txn = read(
                "{\"compare\":[{\"key\":\"YQ==\",\"version\":\"0\"}],\"success\":[" + put + ",{\"requestRange\":{}}]}",
                TxnRequest.newBuilder());
        TxnRequest read = (TxnRequest) txn;
        assertThat(read.getSuccess(0).getRequestPut().getValue().toStringUtf8()).isEqualTo("b");
        assertThat(read.getSuccess(1).getRequestCase()).isEqualTo(RequestOp.RequestCase.REQUEST_RANGE);
        assertThat(read.getCompare(0).getTargetUnionCase()).isEqualTo(Compare.TargetUnionCase.VERSION);
    }

    @Test
    void what_is_not_strictly_json_is_refused() {
        for (String bad : new String[] {
            "",
            "{",
            "{'key':'YQ=='}",
            "{key:\"YQ==\"}",
            "{\"key\"}",
            "{\"key\":}",
            "{\"a\":1,}",
            "[]",
            "{\"a\":tru}",
            "{\"a\":NaN}",
            "{\"a\":1 /* why */}"
        }) {
            refused(bad, PutRequest.newBuilder(), "proto: syntax error");
        }
        refused("{\"lease\":1,\"lease\":2}", PutRequest.newBuilder(), "duplicate field \"lease\"");
        refused("{\"prev_kv\":1}", PutRequest.newBuilder(), "invalid value for bool field prev_kv: number");
        refused(
                "{\"request_put\":{},\"request_range\":{}}",
                RequestOp.newBuilder(),
                "oneof etcdserverpb.RequestOp.request is already set");
        refused("{\"success\":{}}", TxnRequest.newBuilder(), "field success: begin object");
        refused("{\"request_txn\":{\"success\":[".repeat(500), RequestOp.newBuilder(), "proto: syntax error");
    }

    @Test
    void what_goes_out_is_what_the_reference_reads() throws Exception {
        WatchResponse message = WatchResponse.newBuilder()
                .setHeader(ResponseHeader.newBuilder().setClusterId(-9).setRevision(Long.MAX_VALUE))
                .setCanceled(true)
                .setCancelReason("a \"quoted\" \t reason")
                .addEvents(Event.newBuilder()
                        .setType(Event.EventType.DELETE)
                        .setKv(KeyValue.newBuilder().setKey(ByteString.copyFrom(new byte[] {0, -1, 127}))))
                .build();
        WatchResponse.Builder reference = WatchResponse.newBuilder();
        JsonFormat.parser().merge(write(message), reference);
        assertThat(reference.build()).isEqualTo(message);
        assertThat(read(JsonFormat.printer().print(message), WatchResponse.newBuilder()))
                .isEqualTo(message);
    }
}
