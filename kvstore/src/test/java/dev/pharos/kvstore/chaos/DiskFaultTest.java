package dev.pharos.kvstore.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest.AlarmAction;
import dev.pharos.wire.proto.etcdserverpb.AlarmType;
import dev.pharos.wire.proto.etcdserverpb.CompactionRequest;
import dev.pharos.wire.proto.etcdserverpb.DefragmentRequest;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.StatusRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class DiskFaultTest {
    private static final int CYCLES = Integer.getInteger("pharos.chaos.disk.cycles", 3);
    private static final String NO_SPACE = "etcdserver: mvcc: database space exceeded";
    private static final String FATAL = "\"level\":\"fatal\"";

    @TempDir
    private Path folder;

    @Test
    void a_disk_that_fails_by_chance_loses_nothing() {
        Figures figures = new Figures();
        Setting setting = DiskFaults.under(Setting.in(folder));
        try (Era life = new Era(setting, Long.getLong("pharos.chaos.seed", 11), figures, Ending.OF_DISK)) {
            life.run(CYCLES);
            life.finish();
        }
        if (CYCLES > 3) {
            System.out.println(figures);
        }
        assertThat(figures.of("violations")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {DiskFaults.EVERY_SYNC, DiskFaults.EVERY_WRITE_FOR_WANT_OF_SPACE})
    void nothing_is_acknowledged_once_the_log_cannot_be_written(String fault) {
        Setting setting = DiskFaults.under(Setting.in(folder));
        try (ServerProcess server = ServerProcess.start(setting);
                Connection connection = new Connection(setting.ports().client())) {
            put(connection, "before", "1");
            DiskFaults.enable(server, fault);
            assertThatThrownBy(() -> put(connection, "after", "2")).isInstanceOf(StatusRuntimeException.class);
            assertThat(server.awaitEnd()).isEqualTo(1);
            assertThat(server.tail()).anyMatch(line -> line.contains(FATAL));
        }
        try (ServerProcess server = ServerProcess.start(setting.before(List.of()));
                Connection connection = new Connection(setting.ports().client())) {
            assertThat(values(connection, "before")).as(server::describe).containsExactly("1");
            put(connection, "before", "3");
        }
    }

    @Test
    void a_full_disk_stops_the_server_and_more_room_starts_it_again() throws IOException, InterruptedException {
        try (SmallDisk disk = SmallDisk.mount(Files.createDirectory(folder.resolve("small")), 150)) {
            Path ballast = disk.path().resolve("ballast");
            try (RandomAccessFile file = new RandomAccessFile(ballast.toFile(), "rw")) {
                for (int i = 0; i < 40; i++) {
                    file.write(new byte[1 << 20]);
                }
            }
            Setting setting = Setting.in(disk.path());
            List<String> acknowledged = new ArrayList<>();
            try (ServerProcess server = ServerProcess.start(setting);
                    Connection connection = new Connection(setting.ports().client())) {
                fill(connection, acknowledged);
                assertThat(server.awaitEnd()).isEqualTo(1);
                assertThat(server.tail()).anyMatch(line -> line.contains(FATAL));
            }
            assertThat(acknowledged).isNotEmpty();
            try (ServerProcess server = ServerProcess.launch(setting)) {
                if (!server.becomesReady()) {
                    assertThat(server.awaitEnd()).isEqualTo(1);
                    assertThat(server.tail()).anyMatch(line -> line.contains("o space left on device"));
                }
            }
            Files.delete(ballast);
            try (ServerProcess server = ServerProcess.start(setting);
                    Connection connection = new Connection(setting.ports().client())) {
                for (String key : acknowledged) {
                    assertThat(values(connection, key)).as(server::describe).hasSize(1);
                }
                put(connection, "afterwards", "1");
            }
        }
    }

    /** Until the server is gone. */
    private static void fill(Connection connection, List<String> acknowledged) {
        String value = "v".repeat(256 << 10);
        try {
            for (int i = 0; i < 10_000; i++) {
                put(connection, "key" + i, value);
                acknowledged.add("key" + i);
            }
        } catch (StatusRuntimeException gone) {
            assertThat(gone.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        }
    }

    @Test
    void a_full_store_refuses_to_grow_until_it_was_made_smaller_and_the_alarm_disarmed() {
        Setting setting = Setting.in(folder).flags("--quota-backend-bytes=" + (2 << 20));
        long lastGood;
        try (ServerProcess server = ServerProcess.start(setting);
                Connection connection = new Connection(setting.ports().client())) {
            lastGood = fillToQuota(connection);
            expectRefusals(connection);
            assertThat(alarms(connection)).as(server::describe).isEqualTo(1);
            server.kill9();
        }
        try (ServerProcess server = ServerProcess.start(setting);
                Connection connection = new Connection(setting.ports().client())) {
            assertThat(alarms(connection)).as(server::describe).isEqualTo(1);
            expectRefusals(connection);
            assertThat(values(connection, "key")).hasSize(1);
            long revision = connection
                    .kv()
                    .deleteRange(DeleteRangeRequest.newBuilder()
                            .setKey(utf8("other"))
                            .build())
                    .getHeader()
                    .getRevision();
            assertThat(revision).isGreaterThan(lastGood);
            makeSmaller(connection, revision);
            expectRefusals(connection);
            disarm(connection);
            assertThat(alarms(connection)).isZero();
            put(connection, "key", "small");
        }
        try (ServerProcess server = ServerProcess.start(setting);
                Connection connection = new Connection(setting.ports().client())) {
            assertThat(alarms(connection)).as(server::describe).isZero();
            assertThat(values(connection, "key")).containsExactly("small");
        }
    }

    private static long fillToQuota(Connection connection) {
        put(connection, "other", "o");
        String value = "v".repeat(100_000);
        long revision = 0;
        for (int i = 0; i < 100; i++) {
            try {
                revision = put(connection, "key", value);
            } catch (StatusRuntimeException refused) {
                expectNoSpace(refused);
                assertThat(i).isBetween(10, 25);
                return revision;
            }
        }
        throw new AssertionError("ten megabytes went into two");
    }

    private static void expectRefusals(Connection connection) {
        assertThatThrownBy(() -> put(connection, "key", "small")).satisfies(DiskFaultTest::expectNoSpace);
        assertThatThrownBy(() -> connection
                        .leases()
                        .leaseGrant(LeaseGrantRequest.newBuilder().setTTL(100).build()))
                .satisfies(DiskFaultTest::expectNoSpace);
    }

    private static void expectNoSpace(Throwable refused) {
        Status status = Status.fromThrowable(refused);
        assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(status.getDescription()).isEqualTo(NO_SPACE);
    }

    private static void makeSmaller(Connection connection, long revision) {
        var compacted = connection
                .kv()
                .compact(CompactionRequest.newBuilder()
                        .setRevision(revision)
                        .setPhysical(true)
                        .build());
        assertThat(compacted.getHeader().getRevision()).isEqualTo(revision);
        var smaller = connection.maintenance().defragment(DefragmentRequest.getDefaultInstance());
        assertThat(smaller).isNotNull();
        var status = connection.maintenance().status(StatusRequest.getDefaultInstance());
        assertThat(status.getDbSize()).isLessThan(1 << 20);
    }

    private static int alarms(Connection connection) {
        return connection
                .maintenance()
                .alarm(AlarmRequest.newBuilder().setAction(AlarmAction.GET).build())
                .getAlarmsCount();
    }

    private static void disarm(Connection connection) {
        var standing = connection
                .maintenance()
                .alarm(AlarmRequest.newBuilder().setAction(AlarmAction.GET).build())
                .getAlarms(0);
        assertThat(standing.getAlarm()).isEqualTo(AlarmType.NOSPACE);
        var gone = connection
                .maintenance()
                .alarm(AlarmRequest.newBuilder()
                        .setAction(AlarmAction.DEACTIVATE)
                        .setAlarm(standing.getAlarm())
                        .setMemberID(standing.getMemberID())
                        .build());
        assertThat(gone.getAlarmsCount()).isEqualTo(1);
    }

    private static ByteString utf8(String text) {
        return ByteString.copyFromUtf8(text);
    }

    private static long put(Connection connection, String key, String value) {
        return connection
                .kv()
                .put(PutRequest.newBuilder()
                        .setKey(utf8(key))
                        .setValue(utf8(value))
                        .build())
                .getHeader()
                .getRevision();
    }

    private static List<String> values(Connection connection, String key) {
        return connection.kv().range(RangeRequest.newBuilder().setKey(utf8(key)).build()).getKvsList().stream()
                .map(pair -> pair.getValue().toStringUtf8())
                .toList();
    }
}
