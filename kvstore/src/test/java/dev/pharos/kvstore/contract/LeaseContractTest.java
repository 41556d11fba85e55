package dev.pharos.kvstore.contract;

import static dev.pharos.kvstore.contract.Member.assertRefused;
import static dev.pharos.kvstore.contract.Member.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.blackbox.MemoryFolder;
import dev.pharos.kvstore.blackbox.WatchRecorder;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseLeasesRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveResponse;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Section 7. */
final class LeaseContractTest {
    private static final long LONGEST_TTL = 9_000_000_000L;
    private static final int PATIENCE_SECONDS = 15;

    private Member member;

    @BeforeEach
    void start(@TempDir(factory = MemoryFolder.class) Path folder) throws InterruptedException {
        member = Member.start(folder);
    }

    @AfterEach
    void stop() {
        member.close();
    }

    private LeaseGrantResponse grant(long id, long ttl) {
        return member.connection
                .lease()
                .leaseGrant(LeaseGrantRequest.newBuilder().setID(id).setTTL(ttl).build());
    }

    private void revoke(long id) {
        member.connection
                .lease()
                .leaseRevoke(LeaseRevokeRequest.newBuilder().setID(id).build());
    }

    private LeaseTimeToLiveResponse timeToLive(long id) {
        return member.connection
                .lease()
                .leaseTimeToLive(LeaseTimeToLiveRequest.newBuilder()
                        .setID(id)
                        .setKeys(true)
                        .build());
    }

    private void attach(String key, long lease) {
        member.put(PutRequest.newBuilder().setKey(bytes(key)).setLease(lease));
    }

    @Test
    void rule_7_1_ids_are_chosen_taken_or_refused() {
        assertThat(grant(0, 100).getID()).isPositive();
        assertThat(grant(-3, 100).getID()).isEqualTo(-3);
        assertRefused(EtcdError.LEASE_EXISTS, () -> grant(-3, 100));
    }

    @Test
    void rule_7_2_a_short_ttl_is_raised_and_a_too_long_one_refused() {
        assertThat(grant(1, 0).getTTL()).isEqualTo(2);
        assertThat(grant(2, -5).getTTL()).isEqualTo(2);
        assertThat(grant(3, 3).getTTL()).isEqualTo(3);
        assertThat(grant(4, LONGEST_TTL).getTTL()).isEqualTo(LONGEST_TTL);
        assertRefused(EtcdError.LEASE_TTL_TOO_LARGE, () -> grant(5, LONGEST_TTL + 1));
    }

    @Test
    void rule_7_3_renewals_are_answered_in_order_and_an_unknown_lease_with_0() throws InterruptedException {
        grant(1, 100);
        grant(2, 200);
        Answers answers = new Answers();
        StreamObserver<LeaseKeepAliveRequest> stream =
                member.connection.leaseStreams().leaseKeepAlive(answers);
        for (long id : List.of(1L, 99L, 2L)) {
            stream.onNext(LeaseKeepAliveRequest.newBuilder().setID(id).build());
        }
        assertThat(answers.next()).extracting("iD", "tTL").containsExactly(1L, 100L);
        assertThat(answers.next()).extracting("iD", "tTL").containsExactly(99L, 0L);
        assertThat(answers.next()).extracting("iD", "tTL").containsExactly(2L, 200L);
        stream.onCompleted();
        assertThat(answers.ended.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("OK");
    }

    private static final class Answers implements StreamObserver<LeaseKeepAliveResponse> {
        final BlockingQueue<LeaseKeepAliveResponse> answers = new LinkedBlockingQueue<>();
        final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

        LeaseKeepAliveResponse next() throws InterruptedException {
            return answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        @Override
        public void onNext(LeaseKeepAliveResponse answer) {
            answers.add(answer);
        }

        @Override
        public void onError(Throwable failure) {
            ended.add(failure.toString());
        }

        @Override
        public void onCompleted() {
            ended.add("OK");
        }
    }

    @Test
    void rule_7_6_time_to_live_tells_what_is_left_and_the_keys() {
        grant(1, 100);
        attach("b", 1);
        attach("a", 1);
        LeaseTimeToLiveResponse answer = timeToLive(1);
        assertThat(answer.getGrantedTTL()).isEqualTo(100);
        assertThat(answer.getTTL()).isBetween(80L, 100L);
        assertThat(answer.getKeysList()).containsExactlyInAnyOrder(bytes("a"), bytes("b"));

        LeaseTimeToLiveResponse unknown = timeToLive(77);
        assertThat(unknown.getTTL()).isEqualTo(-1);
        assertThat(unknown.getGrantedTTL()).isZero();
        assertThat(unknown.getID()).isEqualTo(77);
    }

    @Test
    void rule_7_7_leases_are_listed_by_expiry() {
        grant(1, 300);
        grant(2, 100);
        grant(3, 200);
        assertThat(member.connection
                        .lease()
                        .leaseLeases(LeaseLeasesRequest.getDefaultInstance())
                        .getLeasesList())
                .extracting("iD")
                .containsExactly(2L, 3L, 1L);
    }

    @Test
    void rule_7_8_a_revoke_deletes_all_keys_in_one_revision_and_in_order() throws InterruptedException {
        grant(1, 100);
        attach("b", 1);
        attach("a", 1);
        try (WatchRecorder watch = member.watch()) {
            watch.create(WatchCreateRequest.newBuilder().setKey(bytes("a")).setRangeEnd(bytes("z")));
            revoke(1);
            WatchResponse answer = watch.next();
            assertThat(answer.getEventsList())
                    .extracting(event -> event.getKv().getKey())
                    .containsExactly(bytes("a"), bytes("b"));
            assertThat(answer.getEventsList())
                    .extracting(event -> event.getKv().getModRevision())
                    .containsOnly(4L);
        }
        assertRefused(EtcdError.LEASE_NOT_FOUND, () -> revoke(1));
        grant(2, 100);
        revoke(2);
        assertThat(member.revision()).isEqualTo(4);
    }

    @Test
    void rule_7_9_an_expired_lease_takes_its_keys_along() throws InterruptedException {
        grant(1, 2);
        attach("a", 1);
        try (WatchRecorder watch = member.watch()) {
            watch.create(WatchCreateRequest.newBuilder().setKey(bytes("a")));
            assertThat(watch.events(1).get(0).getKv().getModRevision()).isEqualTo(3);
        }
        assertThat(timeToLive(1).getTTL()).isEqualTo(-1);
    }

    @Test
    void rule_7_11_leases_outlive_a_restart(@TempDir(factory = MemoryFolder.class) Path folder)
            throws InterruptedException {
        try (Member first = Member.start(folder)) {
            first.grant(5, 1000);
            first.put(PutRequest.newBuilder().setKey(bytes("a")).setLease(5));
        }
        try (Member again = Member.start(folder)) {
            LeaseTimeToLiveResponse answer = again.connection
                    .lease()
                    .leaseTimeToLive(LeaseTimeToLiveRequest.newBuilder()
                            .setID(5)
                            .setKeys(true)
                            .build());
            assertThat(answer.getGrantedTTL()).isEqualTo(1000);
            assertThat(answer.getKeysList()).containsExactly(bytes("a"));
        }
    }

    @Test
    void rule_7_12_a_key_has_one_lease_and_a_put_without_one_takes_it_off() {
        grant(1, 100);
        grant(2, 100);
        attach("a", 1);
        attach("a", 2);
        assertThat(timeToLive(1).getKeysCount()).isZero();
        assertThat(timeToLive(2).getKeysCount()).isEqualTo(1);
        attach("a", 0);
        revoke(2);
        assertThat(member.get("a").getKvsCount()).isEqualTo(1);
    }
}
