package dev.pharos.kvstore.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pharos.wire.proto.etcdserverpb.HashKVRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class StartTest {
    private static final int KEYS = 100_000;
    private static final int KEYS_OF_A_REQUEST = 100;
    private static final ByteString ALL = ByteString.copyFrom(new byte[1]);

    @TempDir
    private Path folder;

    @Test
    void a_store_of_many_keys_comes_back_after_a_kill() {
        Setting setting = Setting.in(folder).flags("--snapshot-count=300");
        int hash;
        try (ServerProcess server = ServerProcess.start(setting);
                Connection connection = new Connection(setting.ports().client())) {
            for (int first = 0; first < KEYS; first += KEYS_OF_A_REQUEST) {
                write(connection, first);
            }
            hash = hash(connection);
            server.kill9();
        }
        try (ServerProcess server = ServerProcess.start(setting);
                Connection connection = new Connection(setting.ports().client())) {
            RangeResponse all = connection
                    .kv()
                    .range(RangeRequest.newBuilder()
                            .setKey(ALL)
                            .setRangeEnd(ALL)
                            .setCountOnly(true)
                            .build());
            assertThat(all.getCount()).as(server::describe).isEqualTo(KEYS);
            assertThat(all.getHeader().getRevision()).isEqualTo(1 + KEYS / KEYS_OF_A_REQUEST);
            assertThat(hash(connection)).isEqualTo(hash);
        }
    }

    private static void write(Connection connection, int first) {
        TxnRequest.Builder request = TxnRequest.newBuilder();
        for (int i = first; i < first + KEYS_OF_A_REQUEST; i++) {
            request.addSuccess(RequestOp.newBuilder()
                    .setRequestPut(PutRequest.newBuilder()
                            .setKey(ByteString.copyFromUtf8("a/key/of/ordinary/length/" + i))
                            .setValue(ByteString.copyFromUtf8("a value of ordinary length " + i))));
        }
        assertThat(connection.kv().txn(request.build()).getSucceeded()).isTrue();
    }

    private static int hash(Connection connection) {
        return connection
                .maintenance()
                .hashKV(HashKVRequest.getDefaultInstance())
                .getHash();
    }

    @Test
    void a_second_server_on_the_same_folder_is_refused_and_the_first_goes_on() {
        Setting setting = Setting.in(folder);
        try (ServerProcess first = ServerProcess.start(setting);
                ServerProcess second = ServerProcess.launch(setting.elsewhere());
                Connection connection = new Connection(setting.ports().client())) {
            write(connection, 0);
            assertThat(second.becomesReady()).as(second::describe).isFalse();
            assertThat(second.awaitEnd()).isEqualTo(1);
            assertThat(second.tail())
                    .anyMatch(line -> line.contains("is in use by another process")
                            && line.contains(setting.dataDir().toString()));
            write(connection, KEYS_OF_A_REQUEST);
            assertThat(first.isAlive()).isTrue();
        }
    }

    @Test
    void a_request_that_takes_longer_than_wanted_is_logged() {
        Setting setting = Setting.in(folder).flags("--warning-unary-request-duration=1ns");
        try (ServerProcess server = ServerProcess.start(setting);
                Connection connection = new Connection(setting.ports().client())) {
            write(connection, 0);
            assertThat(server.terminate()).isEqualTo(143);
            assertThat(server.tail())
                    .anyMatch(line -> line.contains("\"msg\":\"request stats\"")
                            && line.contains("\"level\":\"warn\"")
                            && line.contains("\"response type\":\"/etcdserverpb.KV/Txn\"")
                            && line.contains("\"remote\":\"127.0.0.1:"));
        }
    }

    @Test
    void a_request_that_is_quick_enough_is_not_logged() {
        Setting setting = Setting.in(folder).flags("--warning-unary-request-duration=1h");
        try (ServerProcess server = ServerProcess.start(setting);
                Connection connection = new Connection(setting.ports().client())) {
            write(connection, 0);
            assertThat(server.terminate()).isEqualTo(143);
            assertThat(server.tail()).noneMatch(line -> line.contains("request stats"));
        }
    }
}
