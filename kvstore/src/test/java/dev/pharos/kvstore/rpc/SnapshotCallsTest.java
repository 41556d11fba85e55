package dev.pharos.kvstore.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.BackendOptions;
import dev.pharos.kvstore.backup.Backup;
import dev.pharos.kvstore.mvcc.LeaseRows;
import dev.pharos.kvstore.mvcc.MvccStore;
import dev.pharos.kvstore.mvcc.StoreOptions;
import dev.pharos.kvstore.mvcc.WriteTxn;
import dev.pharos.wire.proto.etcdserverpb.SnapshotResponse;
import dev.pharos.wire.value.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotCallsTest {
    private static final int AT_ONCE = 4;
    private static final int PIECE = 32 * 1024;

    @TempDir
    private Path home;

    private Backend backend;
    private MvccStore store;
    private SnapshotCalls calls;

    @BeforeEach
    void fill() {
        backend = Backend.open(home, new BackendOptions(4 << 20, 4 << 20, 2));
        store = MvccStore.open(backend, StoreOptions.DEFAULT, LeaseRows.IGNORED);
        WriteTxn txn = store.begin();
        for (int i = 0; i < 40; i++) {
            txn.put(Bytes.fromUtf8("k" + i), Bytes.fromUtf8("v".repeat(i == 20 ? 300_000 : 10_000)), 0);
        }
        txn.end();
        store.publish();
        calls = new SnapshotCalls(() -> Backup.of(backend));
    }

    @AfterEach
    void close() {
        calls.close();
        store.close();
        backend.close();
    }

    @Test
    void the_file_comes_in_pieces_that_count_down_and_its_digest_at_the_end() throws Exception {
        HandCall<SnapshotResponse> client = new HandCall<>();
        calls.start(client);
        client.makeRoom(1_000_000);
        await(client::isOver);

        assertThat(client.failure()).isNull();
        List<SnapshotResponse> pieces = new ArrayList<>(client.sent());
        SnapshotResponse last = pieces.remove(pieces.size() - 1);
        long size = size();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (SnapshotResponse piece : pieces) {
            file.write(piece.getBlob().toByteArray());
            assertThat(piece.getRemainingBytes()).isEqualTo(size - file.size());
            assertThat(piece.getVersion()).isEqualTo("3.6.0");
        }
        assertThat(file.size()).isEqualTo((int) size);
        assertThat(last.getRemainingBytes()).isZero();
        assertThat(last.getBlob().toByteArray())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(file.toByteArray()));
    }

    @Test
    void no_piece_is_larger_than_32_kib() {
        HandCall<SnapshotResponse> client = new HandCall<>();
        calls.start(client);
        client.makeRoom(1_000_000);
        await(client::isOver);

        assertThat(client.sent()).allMatch(piece -> piece.getBlob().size() <= PIECE);
    }

    @Test
    void a_slow_client_is_sent_no_more_than_it_has_room_for_and_gets_all_in_the_end() {
        HandCall<SnapshotResponse> client = new HandCall<>();
        calls.start(client);
        long received = 0;
        for (int i = 1; i <= 3; i++) {
            client.makeRoom(1);
            int sent = i;
            await(() -> client.sent().size() == sent);
        }
        while (!client.isOver()) {
            if (!client.isReady()) {
                client.makeRoom(2);
            }
        }
        for (SnapshotResponse piece : client.sent()) {
            received += piece.getBlob().size();
        }

        assertThat(client.isCompleted()).isTrue();
        assertThat(received).isEqualTo(size() + 32);
    }

    @Test
    void clients_that_vanish_make_room_for_others() {
        for (int round = 0; round < 3; round++) {
            List<HandCall<SnapshotResponse>> clients = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                clients.add(started());
            }
            clients.forEach(HandCall::cancel);
        }
        HandCall<SnapshotResponse> last = started();
        last.makeRoom(1_000_000);
        await(last::isOver);

        assertThat(last.isCompleted()).isTrue();
    }

    /** Starts a stream as soon as there is one free. */
    private HandCall<SnapshotResponse> started() {
        while (true) {
            HandCall<SnapshotResponse> client = new HandCall<>();
            calls.start(client);
            client.makeRoom(1);
            await(() -> !client.sent().isEmpty() || client.isOver());
            if (client.failure() == null) {
                return client;
            }
            assertThat(client.failure()).hasMessageContaining("too many requests");
        }
    }

    @Test
    void more_clients_than_there_are_streams_are_refused() {
        for (int i = 0; i < AT_ONCE; i++) {
            calls.start(new HandCall<>());
        }
        HandCall<SnapshotResponse> oneMore = new HandCall<>();
        calls.start(oneMore);

        assertThat(oneMore.failure()).isNotNull().hasMessageContaining("etcdserver: too many requests");
    }

    @Test
    void a_snapshot_is_of_the_moment_at_which_it_began() {
        HandCall<SnapshotResponse> client = started();
        long size = size();
        WriteTxn txn = store.begin();
        txn.put(Bytes.fromUtf8("late"), Bytes.fromUtf8("v".repeat(500_000)), 0);
        txn.end();
        store.publish();
        client.makeRoom(1_000_000);
        await(client::isOver);

        assertThat(client.sent().stream()
                        .mapToLong(piece -> piece.getBlob().size())
                        .sum())
                .isEqualTo(size + 32);
    }

    @Test
    void the_end_of_the_server_lets_go_of_the_store_whatever_clients_do() {
        HandCall<SnapshotResponse> stuck = started();
        calls.close();
        store.close();
        backend.close();

        assertThat(stuck.isCompleted()).isFalse();
    }

    private long size() {
        try (Backup backup = Backup.of(backend)) {
            return backup.sizeBytes();
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
