package dev.pharos.kvstore.concurrency;

import static dev.pharos.kvstore.concurrency.MemoryStore.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.v3electionpb.CampaignRequest;
import dev.pharos.wire.proto.v3electionpb.CampaignResponse;
import dev.pharos.wire.proto.v3electionpb.LeaderKey;
import dev.pharos.wire.proto.v3electionpb.LeaderRequest;
import dev.pharos.wire.proto.v3electionpb.LeaderResponse;
import dev.pharos.wire.proto.v3electionpb.ProclaimRequest;
import dev.pharos.wire.proto.v3electionpb.ProclaimResponse;
import dev.pharos.wire.proto.v3electionpb.ResignRequest;
import dev.pharos.wire.proto.v3electionpb.ResignResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ElectionsTest {
    private final MemoryStore store = new MemoryStore();
    private final MemoryPairs pairs = store.pairs();
    private final Elections elections = new Elections(store);

    @BeforeEach
    void leases() {
        pairs.addLease(1);
        pairs.addLease(2);
        pairs.addLease(0xabc);
    }

    @Test
    void who_is_alone_is_elected_with_name_key_revision_and_lease() {
        CampaignResponse elected = elected(0xabc, "a");
        assertThat(elected.getLeader())
                .isEqualTo(LeaderKey.newBuilder()
                        .setName(bytes("chair"))
                        .setKey(bytes("chair/abc"))
                        .setRev(pairs.revision())
                        .setLease(0xabc)
                        .build());
        assertThat(elected.getHeader()).isEqualTo(pairs.header());
        assertThat(value("chair/abc")).isEqualTo("a");
    }

    @Test
    void without_a_lease_one_of_60_seconds_is_made() {
        CampaignResponse elected = elected(0, "a");
        assertThat(pairs.ttls()).containsEntry(elected.getLeader().getLease(), 60L);
        assertThat(elected.getLeader().getKey()).isEqualTo(bytes("chair/6001"));
    }

    @Test
    void the_same_lease_again_replaces_the_value_and_keeps_its_place() {
        LeaderKey leader = elected(1, "a").getLeader();
        assertThat(elected(1, "b").getLeader()).isEqualTo(leader);
        assertThat(value("chair/1")).isEqualTo("b");
        long before = pairs.revision();
        elected(1, "b");
        assertThat(pairs.revision()).isEqualTo(before);
    }

    @Test
    void who_comes_later_leads_when_those_before_are_gone() {
        LeaderKey leader = elected(1, "a").getLeader();
        Pending<CampaignResponse> second = campaign(2, "b");
        store.runAll();
        long entered = pairs.revision();
        assertThat(second.outcome().toCompletableFuture()).isNotDone();
        done(elections.resign(ResignRequest.newBuilder().setLeader(leader).build()));
        CampaignResponse elected = done(second.outcome());
        assertThat(elected.getLeader().getRev()).isEqualTo(entered);
        assertThat(elected.getHeader().getRevision()).isEqualTo(entered);
    }

    @Test
    void who_waits_is_told_at_once_when_its_lease_is_gone() {
        elected(1, "a");
        Pending<CampaignResponse> second = campaign(2, "b");
        store.runAll();
        pairs.expire(2);
        refused(EtcdError.LOCK_SESSION_EXPIRED, second.outcome());
    }

    @Test
    void who_goes_away_while_it_waits_leaves_no_key() {
        elected(1, "a");
        Pending<CampaignResponse> second = campaign(2, "b");
        store.runAll();
        second.cancel();
        store.runAll();
        assertThat(second.outcome().toCompletableFuture()).isCompletedExceptionally();
        assertThat(pairs.keys()).containsExactly("chair/1");
        assertThat(store.openWatches()).isZero();
    }

    @Test
    void a_leader_proclaims_a_new_value() {
        LeaderKey leader = elected(1, "a").getLeader();
        ProclaimResponse proclaimed = done(proclaim(leader, "b"));
        assertThat(proclaimed.getHeader()).isEqualTo(pairs.header());
        assertThat(value("chair/1")).isEqualTo("b");
        assertThat(pairs.get("chair/1").orElseThrow().getLease()).isEqualTo(1);
    }

    @Test
    void who_does_not_lead_any_more_proclaims_nothing() {
        LeaderKey leader = elected(1, "a").getLeader();
        pairs.delete("chair/1");
        refused(EtcdError.ELECTION_NOT_LEADER, proclaim(leader, "b"));
        elected(1, "c");
        refused(EtcdError.ELECTION_NOT_LEADER, proclaim(leader, "b"));
        assertThat(value("chair/1")).isEqualTo("c");
    }

    @Test
    void who_does_not_lead_any_more_resigns_without_effect() {
        LeaderKey leader = elected(1, "a").getLeader();
        pairs.delete("chair/1");
        elected(1, "c");
        ResignResponse resigned = done(
                elections.resign(ResignRequest.newBuilder().setLeader(leader).build()));
        assertThat(resigned.getHeader()).isEqualTo(pairs.header());
        assertThat(value("chair/1")).isEqualTo("c");
    }

    @Test
    void to_proclaim_or_resign_takes_a_leader_field() {
        refused(EtcdError.LEADER_FIELD_MISSING, elections.proclaim(ProclaimRequest.getDefaultInstance()));
        refused(EtcdError.LEADER_FIELD_MISSING, elections.resign(ResignRequest.getDefaultInstance()));
    }

    @Test
    void a_leader_field_without_key_is_refused_as_the_store_does() {
        refused(EtcdError.EMPTY_KEY, proclaim(LeaderKey.newBuilder().setLease(1).build(), "b"));
    }

    @Test
    void the_leader_is_the_oldest_key() {
        LeaderRequest request =
                LeaderRequest.newBuilder().setName(bytes("chair")).build();
        refused(EtcdError.ELECTION_NO_LEADER, elections.leader(request));
        elected(2, "b");
        campaign(1, "a");
        store.runAll();
        LeaderResponse leader = done(elections.leader(request));
        assertThat(leader.getKv()).isEqualTo(pairs.get("chair/2").orElseThrow());
        assertThat(leader.getHeader()).isEqualTo(pairs.header());
    }

    private Pending<CampaignResponse> campaign(long lease, String value) {
        return elections.campaign(CampaignRequest.newBuilder()
                .setName(bytes("chair"))
                .setLease(lease)
                .setValue(bytes(value))
                .build());
    }

    private CampaignResponse elected(long lease, String value) {
        return done(campaign(lease, value).outcome());
    }

    private CompletionStage<ProclaimResponse> proclaim(LeaderKey leader, String value) {
        return elections.proclaim(ProclaimRequest.newBuilder()
                .setLeader(leader)
                .setValue(bytes(value))
                .build());
    }

    private String value(String key) {
        return pairs.get(key).orElseThrow().getValue().toStringUtf8();
    }

    private <T> T done(CompletionStage<T> stage) {
        store.runAll();
        CompletableFuture<T> future = stage.toCompletableFuture();
        assertThat(future).isCompleted();
        return future.join();
    }

    private void refused(EtcdError error, CompletionStage<?> stage) {
        store.runAll();
        assertThat(stage.handle((answer, why) -> CallFailure.of(why)).toCompletableFuture())
                .isCompletedWithValueMatching(
                        failure -> error.message().equals(failure.getStatus().getDescription()));
    }
}
