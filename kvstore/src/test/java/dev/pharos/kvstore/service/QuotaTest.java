package dev.pharos.kvstore.service;

import static dev.pharos.kvstore.request.Requests.delete;
import static dev.pharos.kvstore.request.Requests.either;
import static dev.pharos.kvstore.request.Requests.op;
import static dev.pharos.kvstore.request.Requests.put;
import static dev.pharos.kvstore.request.Requests.range;
import static dev.pharos.kvstore.request.Requests.txn;
import static dev.pharos.kvstore.server.Client.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.server.Client;
import dev.pharos.kvstore.server.LocalCluster;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest.AlarmAction;
import dev.pharos.wire.proto.etcdserverpb.AlarmResponse;
import dev.pharos.wire.proto.etcdserverpb.AlarmType;
import dev.pharos.wire.proto.etcdserverpb.CompactionRequest;
import dev.pharos.wire.proto.etcdserverpb.DefragmentRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeRequest;
import dev.pharos.wire.proto.etcdserverpb.StatusRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotaTest {
    private static final String FULL = "database space exceeded";
    private static final int QUOTA = 1 << 20;

    @TempDir
    private Path home;

    private LocalCluster cluster;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        cluster = LocalCluster.start(home, "--quota-backend-bytes=" + QUOTA);
        client = new Client(cluster);
    }

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    @Test
    void a_full_store_refuses_what_adds_to_it_and_says_so_until_it_is_told_otherwise() {
        fillUp();
        assertThat(alarms(AlarmAction.GET).getAlarmsList()).singleElement().satisfies(alarm -> {
            assertThat(alarm.getMemberID()).isEqualTo(cluster.server().memberId());
            assertThat(alarm.getAlarm()).isEqualTo(AlarmType.NOSPACE);
        });
        assertThat(client.maintenance()
                        .status(StatusRequest.getDefaultInstance())
                        .getErrorsList())
                .containsExactly(
                        "memberID:" + Long.toUnsignedString(cluster.server().memberId()) + " alarm:NOSPACE");
        assertThat(refusal(() -> client.kv().put(put("tiny", "1")))).contains(FULL);
        assertThat(refusal(() -> client.leases()
                        .leaseGrant(LeaseGrantRequest.newBuilder().setTTL(60).build())))
                .contains(FULL);
        assertThat(refusal(() -> client.kv().txn(either(List.of(op(range("a"))), List.of(op(put("x", "1")))))))
                .contains(FULL);
        assertThat(client.kv().txn(txn(op(delete("none")))).getSucceeded()).isTrue();

        makeRoom();
        assertThat(refusal(() -> client.kv().put(put("tiny", "1")))).contains(FULL);
        alarms(AlarmAction.DEACTIVATE);
        client.kv().put(put("tiny", "1"));
        assertThat(client.value("tiny")).isEqualTo("1");
    }

    @Test
    void one_request_that_does_not_fit_raises_the_alarm_for_all() {
        assertThat(refusal(() -> client.kv().put(put("large", "v".repeat(QUOTA)))))
                .contains(FULL);
        assertThat(refusal(() -> client.kv().put(put("small", "v")))).contains(FULL);
    }

    @Test
    void over_the_quota_everything_that_needs_space_is_refused_for_that_whatever_else_is_wrong_with_it() {
        fillUp();
        badWrites("v".repeat(60_000))
                .forEach((what, call) -> assertThat(refusal(call)).as(what).contains(FULL));
        assertThat(refusal(() -> grant(Long.MAX_VALUE))).contains(FULL);
        assertThat(refusal(() -> client.kv().txn(txn(op(range("")))))).contains("key is not provided");
        assertThat(refusal(() -> client.kv().deleteRange(delete("")))).contains("key is not provided");
        assertThat(refusal(() -> client.leases()
                        .leaseRevoke(LeaseRevokeRequest.newBuilder().setID(7).build())))
                .contains("lease not found");
    }

    @Test
    void below_the_quota_the_alarm_refuses_only_what_is_right_in_itself() {
        alarms(AlarmAction.ACTIVATE);
        badWrites("1")
                .forEach((what, call) -> assertThat(refusal(call)).as(what).doesNotContain(FULL));
        assertThat(refusal(() -> client.kv().put(put("a", "1", 7)))).contains(FULL);
        assertThat(refusal(() -> client.kv().txn(txn(op(put("a", "1", 7)))))).contains(FULL);
        assertThat(refusal(() -> grant(Long.MAX_VALUE))).contains(FULL);
        assertThat(refusal(() -> client.kv().put(put("a", "1")))).contains(FULL);
    }

    @Test
    void the_alarm_about_damage_counts_before_the_one_about_space() {
        alarms(AlarmAction.ACTIVATE);
        client.maintenance()
                .alarm(AlarmRequest.newBuilder()
                        .setAction(AlarmAction.ACTIVATE)
                        .setAlarm(AlarmType.CORRUPT)
                        .setMemberID(cluster.server().memberId())
                        .build());
        assertThat(refusal(() -> client.kv().put(put("a", "1")))).contains("corrupt cluster");
        assertThat(refusal(() -> grant(Long.MAX_VALUE))).contains("corrupt cluster");
    }

    private Map<String, Runnable> badWrites(String value) {
        return Map.of(
                "no key",
                () -> client.kv().put(put("", value)),
                "a value beside ignore_value",
                () -> client.kv()
                        .put(put("a", value).toBuilder().setIgnoreValue(true).build()),
                "a transaction with no key",
                () -> client.kv().txn(txn(op(put("", value)))),
                "a transaction with a key twice",
                () -> client.kv().txn(txn(op(put("a", value)), op(put("a", "2")))));
    }

    private void grant(long ttl) {
        client.leases().leaseGrant(LeaseGrantRequest.newBuilder().setTTL(ttl).build());
    }

    private void fillUp() {
        String refused = "not refused";
        for (int i = 0; refused.equals("not refused"); i++) {
            String key = "k" + i;
            refused = refusal(() -> client.kv().put(put(key, "v".repeat(50_000))));
        }
        assertThat(refused).isEqualTo("RESOURCE_EXHAUSTED etcdserver: mvcc: " + FULL);
    }

    private void makeRoom() {
        client.kv().deleteRange(delete("k", "l"));
        long revision = client.get("k").getHeader().getRevision();
        client.kv()
                .compact(CompactionRequest.newBuilder()
                        .setRevision(revision)
                        .setPhysical(true)
                        .build());
        client.maintenance().defragment(DefragmentRequest.getDefaultInstance());
    }

    private AlarmResponse alarms(AlarmAction action) {
        return client.maintenance()
                .alarm(AlarmRequest.newBuilder()
                        .setAction(action)
                        .setAlarm(action == AlarmAction.GET ? AlarmType.NONE : AlarmType.NOSPACE)
                        .setMemberID(cluster.server().memberId())
                        .build());
    }
}
