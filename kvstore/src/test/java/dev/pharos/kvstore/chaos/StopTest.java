package dev.pharos.kvstore.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import dev.pharos.kvstore.server.Recorded;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveResponse;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import dev.pharos.wire.proto.v3lockpb.LockGrpc;
import dev.pharos.wire.proto.v3lockpb.LockRequest;
import dev.pharos.wire.proto.v3lockpb.LockResponse;
import io.grpc.Status;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is told to stop in the middle of its work ends the calls under way, and has nothing to complain of. */
class StopTest {
    private static final int WRITERS = 64;
    private static final int WARM = 200;
    private static final long LEASE = 77;
    private static final long PATIENCE_SECONDS = 60;
    private static final ByteString ALL = ByteString.copyFrom(new byte[1]);
    private static final ByteString NAME = ByteString.copyFromUtf8("lock");

    @TempDir
    private Path folder;

    private final List<CompletableFuture<Status>> ends = new ArrayList<>();

    @RepeatedTest(3)
    void calls_under_way_end_and_no_error_is_logged() throws Exception {
        Setting setting = Setting.in(folder);
        try (ServerProcess server = ServerProcess.start(setting);
                Connection connection = new Connection(setting.ports().client());
                Connection other = new Connection(setting.ports().client())) {
            connection
                    .leases()
                    .leaseGrant(LeaseGrantRequest.newBuilder()
                            .setID(LEASE)
                            .setTTL(3600)
                            .build());
            CountDownLatch busy = new CountDownLatch(WARM);
            Recorded<?> watcher = watch(connection);
            Recorded<?> keepAlive = keepAlive(other);
            Recorded<LockResponse> blocked = blockedLock(connection);
            CompletableFuture<HttpResponse<String>> page = watchPage(setting);
            for (int i = 0; i < WRITERS; i++) {
                put(i % 2 == 0 ? connection : other, i, busy);
                range(i % 2 == 0 ? other : connection, busy);
            }
            assertThat(busy.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(watcher.next()).isNotNull();
            assertThat(keepAlive.next()).isNotNull();

            assertThat(server.terminate()).as(server::describe).isEqualTo(143);

            assertThat(server.tail()).noneMatch(StopTest::isComplaint);
            assertThat(watcher.end()).isEqualTo("UNAVAILABLE etcdserver: server stopped");
            assertThat(keepAlive.end()).isEqualTo("UNAVAILABLE etcdserver: server stopped");
            assertThat(blocked.end()).endsWith("etcdserver: server stopped");
            assertThat(page.handle((answer, gone) -> true).get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            for (CompletableFuture<Status> end : List.copyOf(ends)) {
                assertThat(ended(end)).startsWith("UNAVAILABLE ");
            }
        }
    }

    @Test
    void calls_that_hang_on_the_disk_are_not_answered_after_their_connections_are_gone() throws Exception {
        Setting plain = Setting.in(folder);
        Setting setting =
                plain.environment("GOFAIL_HTTP", "127.0.0.1:" + plain.ports().failpoints());
        try (ServerProcess server = ServerProcess.start(setting);
                Connection connection = new Connection(setting.ports().client())) {
            CountDownLatch busy = new CountDownLatch(WARM);
            for (int i = 0; i < WRITERS; i++) {
                put(connection, i, busy);
            }
            assertThat(busy.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(server.switchFailpoint("walBeforeSync", "sleep(\"4s\")")).isTrue();

            assertThat(server.terminate()).as(server::describe).isEqualTo(143);

            assertThat(server.tail()).noneMatch(StopTest::isComplaint);
            for (CompletableFuture<Status> end : List.copyOf(ends)) {
                assertThat(ended(end)).startsWith("UNAVAILABLE ");
            }
        }
    }

    private static boolean isComplaint(String line) {
        return line.contains("\"level\":\"error\"") || line.contains("SEVERE") || line.contains("Exception");
    }

    private static String ended(CompletableFuture<Status> call) throws Exception {
        Status status = call.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return status.getCode() + " " + status.getDescription();
    }

    private static Recorded<?> watch(Connection connection) {
        Recorded<WatchResponse> watcher = new Recorded<>();
        connection
                .watch()
                .watch(watcher)
                .onNext(WatchRequest.newBuilder()
                        .setCreateRequest(
                                WatchCreateRequest.newBuilder().setKey(ALL).setRangeEnd(ALL))
                        .build());
        return watcher;
    }

    private static Recorded<?> keepAlive(Connection connection) {
        Recorded<LeaseKeepAliveResponse> renewals = new Recorded<>();
        LeaseGrpc.newStub(connection.channel())
                .leaseKeepAlive(renewals)
                .onNext(LeaseKeepAliveRequest.newBuilder().setID(LEASE).build());
        return renewals;
    }

    /** Somebody has the lock, and somebody else waits for it. */
    private static Recorded<LockResponse> blockedLock(Connection connection) {
        LockRequest mine =
                LockRequest.newBuilder().setName(NAME).setLease(LEASE).build();
        LockGrpc.newBlockingStub(connection.channel())
                .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .lock(mine);
        long lease = connection
                .leases()
                .leaseGrant(LeaseGrantRequest.newBuilder().setTTL(3600).build())
                .getID();
        Recorded<LockResponse> waiting = new Recorded<>();
        LockGrpc.newStub(connection.channel())
                .lock(LockRequest.newBuilder().setName(NAME).setLease(lease).build(), waiting);
        return waiting;
    }

    private static CompletableFuture<HttpResponse<String>> watchPage(Setting setting) {
        return HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:" + setting.ports().client() + "/v3/watch"))
                                .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
                                .POST(BodyPublishers.ofString("{\"create_request\":{\"key\":\"YQ==\"}}"))
                                .build(),
                        BodyHandlers.ofString());
    }

    /** One after the other, until one fails. */
    private void put(Connection connection, int number, CountDownLatch busy) {
        CompletableFuture<Status> end = new CompletableFuture<>();
        ends.add(end);
        PutRequest request = PutRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8("key" + number))
                .setValue(ByteString.copyFromUtf8("value"))
                .build();
        again(() -> connection.kvLater().put(request), end, busy);
    }

    private void range(Connection connection, CountDownLatch busy) {
        CompletableFuture<Status> end = new CompletableFuture<>();
        ends.add(end);
        RangeRequest request =
                RangeRequest.newBuilder().setKey(ALL).setRangeEnd(ALL).build();
        again(() -> connection.kvLater().range(request), end, busy);
    }

    private static void again(Supplier<ListenableFuture<?>> call, CompletableFuture<Status> end, CountDownLatch busy) {
        ListenableFuture<?> answer = call.get();
        answer.addListener(
                () -> {
                    try {
                        answer.get();
                        busy.countDown();
                        again(call, end, busy);
                    } catch (ExecutionException refused) {
                        end.complete(Status.fromThrowable(refused));
                    } catch (InterruptedException never) {
                        Thread.currentThread().interrupt();
                    }
                },
                Runnable::run);
    }
}
