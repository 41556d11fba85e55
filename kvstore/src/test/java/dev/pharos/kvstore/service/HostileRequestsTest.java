package dev.pharos.kvstore.service;

import static dev.pharos.kvstore.request.Requests.OPEN_END;
import static dev.pharos.kvstore.request.Requests.delete;
import static dev.pharos.kvstore.request.Requests.op;
import static dev.pharos.kvstore.request.Requests.put;
import static dev.pharos.kvstore.request.Requests.txn;
import static dev.pharos.kvstore.server.Client.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import dev.pharos.kvstore.server.Client;
import dev.pharos.kvstore.server.LocalCluster;
import dev.pharos.wire.proto.etcdserverpb.CompactionRequest;
import dev.pharos.wire.proto.etcdserverpb.HashKVRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a client asks, the member answers, goes on, and can be started again with its log. */
class HostileRequestsTest {
    private static final long[] ODD_NUMBERS = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE};

    @TempDir
    private Path home;

    private LocalCluster cluster;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        cluster = LocalCluster.start(home);
        client = new Client(cluster);
    }

    @AfterEach
    void it_goes_on_and_starts_again() throws Exception {
        client.kv().put(put("alive", "1"));
        client.close();
        cluster.close();
        try (LocalCluster again = LocalCluster.start(home);
                Client second = new Client(again)) {
            assertThat(second.value("alive")).isEqualTo("1");
        }
    }

    @Test
    void transactions_nested_as_deep_as_the_wire_takes_them() {
        TxnRequest deep = txn(op(put("a", "1")));
        for (int level = 0; level < 48; level++) {
            deep = txn(op(deep));
        }
        client.kv().txn(deep);

        assertThat(client.value("a")).isEqualTo("1");
    }

    @Test
    void unknown_fields_nested_as_deep_as_the_wire_takes_them() {
        UnknownFieldSet deep = UnknownFieldSet.getDefaultInstance();
        for (int level = 0; level < 99; level++) {
            deep = UnknownFieldSet.newBuilder()
                    .addField(50, Field.newBuilder().addGroup(deep).build())
                    .build();
        }
        PutRequest odd = put("a", "1").toBuilder().setUnknownFields(deep).build();
        client.kv().put(odd);

        assertThat(client.value("a")).isEqualTo("1");
    }

    @Test
    void transactions_nested_by_way_of_json() throws Exception {
        String deep = "{\"requestPut\":{\"key\":\"YQ==\",\"value\":\"MQ==\"}}";
        for (int level = 0; level < 70; level++) {
            deep = "{\"requestTxn\":{\"success\":[" + deep + "]}}";
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(cluster.clientUrl() + "/v3/kv/txn"))
                .POST(BodyPublishers.ofString("{\"success\":[" + deep + "]}"))
                .build();

        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isBetween(200, 499);
    }

    @Test
    void keeping_what_the_transaction_itself_deletes() {
        client.kv().put(put("c", "1"));
        PutRequest keep = put("c", "").toBuilder().setIgnoreValue(true).build();

        assertThat(refusal(() -> client.kv().txn(txn(op(delete("b", OPEN_END)), op(keep)))))
                .isEqualTo("INVALID_ARGUMENT etcdserver: key not found");
        assertThat(client.value("c")).isEqualTo("1");
    }

    @Test
    void numbers_at_the_ends_of_what_can_be_written() {
        client.kv().put(put("a", "1"));
        for (long odd : ODD_NUMBERS) {
            RangeRequest.Builder range = RangeRequest.newBuilder()
                    .setKey(put("a", "").getKey())
                    .setRangeEnd(put("z", "").getKey());
            refusal(() -> client.kv().range(range.clone().setRevision(odd).build()));
            refusal(() -> client.kv().range(range.clone().setLimit(odd).build()));
            refusal(() -> client.kv()
                    .range(range.clone()
                            .setMinModRevision(odd)
                            .setMaxCreateRevision(odd)
                            .build()));
            refusal(() ->
                    client.kv().rangeStream(range.clone().setLimit(odd).build()).forEachRemaining(piece -> {}));
            refusal(() -> client.kv()
                    .txn(txn(
                            op(put("b", "1")), op(range.clone().setRevision(odd).build()))));
            refusal(() -> client.kv().txn(txn(op(range.clone().setRevision(odd).build()))));
            refusal(() -> client.kv()
                    .compact(CompactionRequest.newBuilder().setRevision(odd).build()));
            refusal(() -> client.leases()
                    .leaseGrant(LeaseGrantRequest.newBuilder()
                            .setID(odd)
                            .setTTL(odd)
                            .build()));
            refusal(() -> client.leases()
                    .leaseTimeToLive(LeaseTimeToLiveRequest.newBuilder()
                            .setID(odd)
                            .setKeys(true)
                            .build()));
            refusal(() -> client.kv().put(put("c", "1", odd)));
            refusal(() -> client.maintenance()
                    .hashKV(HashKVRequest.newBuilder().setRevision(odd).build()));
        }
    }
}
