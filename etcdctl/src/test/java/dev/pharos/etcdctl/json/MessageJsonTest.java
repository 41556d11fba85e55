package dev.pharos.etcdctl.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pharos.etcdctl.json.MessageJson.Ids;
import dev.pharos.wire.proto.etcdserverpb.HashKVResponse;
import dev.pharos.wire.proto.etcdserverpb.Member;
import dev.pharos.wire.proto.etcdserverpb.MemberListResponse;
import dev.pharos.wire.proto.etcdserverpb.PutResponse;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.proto.etcdserverpb.ResponseOp;
import dev.pharos.wire.proto.etcdserverpb.TxnResponse;
import dev.pharos.wire.proto.mvccpb.Event;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import org.junit.jupiter.api.Test;

final class MessageJsonTest {
    @Test
    void zeros_are_left_out_and_bytes_are_base64() {
        KeyValue pair = KeyValue.newBuilder()
                .setKey(ByteString.copyFromUtf8("foo"))
                .setCreateRevision(2)
                .build();
        assertThat(MessageJson.of(pair, Ids.NUMBERS)).isEqualTo("{\"key\":\"Zm9v\",\"create_revision\":2}");
        assertThat(MessageJson.of(KeyValue.getDefaultInstance(), Ids.NUMBERS)).isEqualTo("{}");
    }

    @Test
    void enums_are_numbers() {
        Event deletion = Event.newBuilder().setType(Event.EventType.DELETE).build();
        assertThat(MessageJson.of(deletion, Ids.NUMBERS)).isEqualTo("{\"type\":1}");
    }

    @Test
    void numbers_without_a_sign_have_none() {
        HashKVResponse hash = HashKVResponse.newBuilder()
                .setHeader(ResponseHeader.newBuilder().setClusterId(-1))
                .setHash(-1)
                .setCompactRevision(-1)
                .build();
        assertThat(MessageJson.of(hash, Ids.NUMBERS))
                .isEqualTo("{\"header\":{\"cluster_id\":18446744073709551615},"
                        + "\"hash\":4294967295,\"compact_revision\":-1}");
    }

    @Test
    void one_of_several_stands_in_an_object_of_its_own() {
        TxnResponse txn = TxnResponse.newBuilder()
                .setSucceeded(true)
                .addResponses(ResponseOp.newBuilder().setResponsePut(PutResponse.getDefaultInstance()))
                .addResponses(ResponseOp.getDefaultInstance())
                .build();
        assertThat(MessageJson.of(txn, Ids.NUMBERS))
                .isEqualTo("{\"succeeded\":true,"
                        + "\"responses\":[{\"Response\":{\"response_put\":{}}},{\"Response\":null}]}");
    }

    @Test
    void ids_may_be_hexadecimal() {
        MemberListResponse list = MemberListResponse.newBuilder()
                .addMembers(Member.newBuilder().setID(255).setName("<&>").addPeerURLs("http://a:1"))
                .build();
        assertThat(MessageJson.of(list, Ids.HEX))
                .isEqualTo("{\"members\":[{\"ID\":\"ff\","
                        + "\"name\":\"\\u003c\\u0026\\u003e\",\"peerURLs\":[\"http://a:1\"]}]}");
    }
}
