package dev.pharos.kvstore.server;

import static dev.pharos.kvstore.request.Requests.put;
import static dev.pharos.kvstore.server.Client.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.BackendOptions;
import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.backend.RowBatch;
import dev.pharos.kvstore.backend.RowCursor;
import dev.pharos.kvstore.datadir.DataDir;
import dev.pharos.wire.proto.etcdserverpb.AlarmMember;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest;
import dev.pharos.wire.proto.etcdserverpb.AlarmType;
import dev.pharos.wire.proto.etcdserverpb.CompactionRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member whose disk no longer says what it was told. */
class FalsifiedMemberTest {
    @TempDir
    private Path home;

    @Test
    void it_does_not_start_if_it_is_to_compare_itself_first() throws Exception {
        try (LocalCluster cluster = start("--feature-gates=InitialCorruptCheck=true")) {
            LocalServer sound = cluster.followers().get(1);
            LocalServer falsified = falsifyOneFollower(cluster);

            assertThatThrownBy(falsified::start)
                    .isInstanceOf(StartFailure.class)
                    .hasMessageEndingWith(" found data inconsistency with peers");
            assertThat(falsified.isRunning()).isFalse();
            sound.stop();
            sound.start();
            try (Client client = new Client(sound)) {
                assertThat(client.value("a")).isEqualTo("1");
            }
        }
    }

    @Test
    void the_leader_finds_it_by_the_newest_data_and_closes_the_cluster_to_writes() throws Exception {
        try (LocalCluster cluster = start("--corrupt-check-time=200ms")) {
            LocalServer falsified = falsifyOneFollower(cluster);
            falsified.start();

            awaitAlarm(cluster, falsified);
            for (LocalServer member : cluster.members()) {
                try (Client client = new Client(member)) {
                    Soon.until(
                            "the door is closed everywhere",
                            () -> refusal(() -> client.kv().put(put("b", "1")))
                                    .contains("etcdserver: corrupt cluster"));
                    assertThat(client.get("a").getCount()).isEqualTo(1);
                }
                assertThat(Page.of(member, "/health").body()).contains("ALARM CORRUPT");
                assertThat(Page.of(member, "/readyz").body())
                        .contains("[-]data_corruption failed: alarm activated: CORRUPT");
                assertThat(Page.of(member, "/livez").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void the_leader_finds_it_by_the_hashes_of_a_compaction() throws Exception {
        try (LocalCluster cluster = start("--feature-gates=CompactHashCheck=true", "--compact-hash-check-time=200ms")) {
            LocalServer falsified = falsifyOneFollower(cluster);
            falsified.start();
            try (Client client = new Client(cluster.leader())) {
                long revision = client.kv().put(put("b", "1")).getHeader().getRevision();
                client.kv()
                        .compact(CompactionRequest.newBuilder()
                                .setRevision(revision)
                                .build());
            }

            awaitAlarm(cluster, falsified);
        }
    }

    @Test
    void members_that_agree_raise_no_alarm_while_they_write_and_compact() throws Exception {
        try (LocalCluster cluster = start(
                        "--corrupt-check-time=50ms",
                        "--feature-gates=CompactHashCheck=true",
                        "--compact-hash-check-time=50ms");
                Client client = new Client(cluster.followers().get(0))) {
            for (int i = 0; i < 300; i++) {
                long revision =
                        client.kv().put(put("a" + i % 10, "" + i)).getHeader().getRevision();
                if (i % 20 == 0) {
                    client.kv()
                            .compact(CompactionRequest.newBuilder()
                                    .setRevision(revision)
                                    .build());
                }
            }
            for (LocalServer follower : cluster.followers()) {
                Soon.until(
                        "the leader asks",
                        () -> Page.metric(follower, "etcd_mvcc_hash_rev_duration_seconds_count") > 4);
            }
            assertThat(alarms(cluster.leader())).isEmpty();
        }
    }

    private LocalCluster start(String... flags) throws InterruptedException {
        return LocalCluster.start(home, 3, flags);
    }

    /** It is stopped afterwards. */
    private static LocalServer falsifyOneFollower(LocalCluster cluster) throws Exception {
        LocalServer follower = cluster.followers().get(0);
        try (Client client = new Client(follower)) {
            client.kv().put(put("a", "1"));
            assertThat(client.value("a")).isEqualTo("1");
        }
        follower.stop();
        Path store = DataDir.at(follower.folder(), Optional.empty()).store();
        try (Backend backend = Backend.open(store, BackendOptions.DEFAULT)) {
            RowBatch batch = backend.newBatch();
            try (RowCursor rows = backend.scan(Family.HISTORY)) {
                assertThat(rows.next()).isTrue();
                byte[] record = rows.value();
                record[record.length - 1]++;
                batch.put(Family.HISTORY, rows.key(), record);
            }
            backend.write(batch);
            backend.flush();
        }
        return follower;
    }

    private static void awaitAlarm(LocalCluster cluster, LocalServer falsified) throws Exception {
        AlarmMember expected = AlarmMember.newBuilder()
                .setMemberID(falsified.server().memberId())
                .setAlarm(AlarmType.CORRUPT)
                .build();
        Soon.until("the alarm", () -> alarms(cluster.leader()).equals(List.of(expected)));
    }

    private static List<AlarmMember> alarms(LocalServer member) {
        try (Client client = new Client(member)) {
            return client.maintenance().alarm(AlarmRequest.getDefaultInstance()).getAlarmsList();
        }
    }
}
