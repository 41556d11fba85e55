package dev.pharos.kvstore.several;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import dev.pharos.kvstore.blackbox.MemoryFolder;
import dev.pharos.kvstore.blackbox.WatchRecorder;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberListRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.PutResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.mvccpb.Event;
import dev.pharos.wire.proto.mvccpb.Event.EventType;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three members, of which some are killed, stopped or paused. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
class FailoverTest {
    private Cluster cluster;

    @BeforeAll
    void found(@TempDir(factory = MemoryFolder.class) Path folder) {
        cluster = Cluster.ofThree(folder);
    }

    @AfterEach
    void heal() {
        cluster.heal();
        cluster.assertEqual();
    }

    @AfterAll
    void close() {
        cluster.close();
    }

    @Test
    void a_killed_leader_costs_no_acknowledged_write_and_catches_up_when_it_comes_back() {
        try (Writer writer = new Writer(cluster)) {
            writer.awaitMore(50);
            Member leader = cluster.leader();
            leader.process().kill9();
            writer.awaitMore(50);
            leader.restart();
            writer.awaitMore(50);
            for (Member member : cluster.members()) {
                writer.assertNothingIsLost(member);
            }
        }
    }

    @Test
    void a_killed_follower_is_not_missed() {
        try (Writer writer = new Writer(cluster)) {
            Member follower = cluster.follower();
            follower.process().kill9();
            writer.awaitMore(100);
            follower.restart();
            writer.assertNothingIsLost(follower);
        }
    }

    @Test
    void rule_7_10_leases_outlive_the_leader_that_looked_after_them() throws Exception {
        Member survivor = cluster.follower();
        WatchRecorder watch = WatchRecorder.open(survivor.connection());
        var unused = watch.create(WatchCreateRequest.newBuilder().setKey(ByteString.copyFromUtf8("leased")));
        long begun = System.nanoTime();
        long lease = Leased.put(survivor, "leased", 4);
        cluster.leader().process().kill9();

        long left = Await.answer(
                        "the new leader knows of the lease",
                        () -> survivor.connection()
                                .lease()
                                .leaseTimeToLive(LeaseTimeToLiveRequest.newBuilder()
                                        .setID(lease)
                                        .build()))
                .getGrantedTTL();
        assertThat(left).isEqualTo(4);
        List<Event> seen = watch.events(2);
        assertThat(System.nanoTime() - begun).isGreaterThan(4_000_000_000L);
        assertThat(seen).extracting(Event::getType).containsExactly(EventType.PUT, EventType.DELETE);
        watch.close();
    }

    /** It lies in the paused leader's socket; who waits is told so as soon as the next leader is at work. */
    @Test
    void a_write_that_was_passed_on_to_a_lost_leader_ends_with_it() {
        Member leader = cluster.leader();
        Member other = cluster.follower();
        leader.pause();
        ListenableFuture<PutResponse> lost = KVGrpc.newFutureStub(
                        other.connection().channel())
                .put(PutRequest.newBuilder()
                        .setKey(ByteString.copyFromUtf8("lost"))
                        .build());
        assertThatThrownBy(lost::get)
                .hasCauseInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining(EtcdError.TIMEOUT_AFTER_LEADER_FAILURE.message());
    }

    @Test
    void all_are_killed_and_started_again_and_nothing_is_lost() {
        try (Writer writer = new Writer(cluster)) {
            writer.awaitMore(100);
            cluster.members().forEach(member -> member.process().kill9());
            cluster.heal();
            writer.awaitMore(20);
            for (Member member : cluster.members()) {
                writer.assertNothingIsLost(member);
            }
        }
    }

    @Test
    void a_leader_that_is_told_to_stop_hands_over_first() {
        Member leader = cluster.leader();
        int exit = leader.process().terminate();
        assertThat(exit).as(leader.process()::describe).isEqualTo(143);
        assertThat(leader.process().said()).anyMatch(line -> line.contains("leadership transfer finished"));
        assertThat(cluster.leader()).isNotEqualTo(leader);
    }

    @Test
    void a_follower_that_is_told_to_stop_has_nothing_to_hand_over() {
        Member follower = cluster.follower();
        int exit = follower.process().terminate();
        assertThat(exit).as(follower.process()::describe).isEqualTo(143);
        assertThat(follower.process().said()).anyMatch(line -> line.contains("skipped leadership transfer"));
    }

    /** The read lies in the leader's socket before it can learn that it leads no more. */
    @Test
    void rule_12_a_leader_that_was_paused_does_not_answer_what_was_true_before() throws Exception {
        Member leader = cluster.leader();
        Member other = cluster.follower();
        assertThat(leader.get("paused")).isEmpty();
        var unused = leader.put("paused", "before");
        leader.pause();
        ListenableFuture<RangeResponse> through =
                later(other).range(Member.one("paused").build());
        Member next = cluster.leader();
        long written = Await.answer("the others elect", () -> next.put("paused", "after"));
        ListenableFuture<RangeResponse> read =
                later(leader).range(Member.one("paused").build());
        assertThat(other.get("paused")).isEqualTo("after");
        leader.resume();
        assertThat(valueUnlessRefused(read)).isIn("after", "refused");
        assertThat(valueUnlessRefused(through)).isIn("before", "after", "refused");
        assertThat(Await.answer("the one that was paused reads", () -> leader.get("paused")))
                .isEqualTo("after");
        assertThat(written).isPositive();
    }

    private static KVGrpc.KVFutureStub later(Member member) {
        return KVGrpc.newFutureStub(member.connection().channel()).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    private static String valueUnlessRefused(ListenableFuture<RangeResponse> read) throws Exception {
        try {
            return Member.value(read.get());
        } catch (ExecutionException refused) {
            assertThat(refused).hasCauseInstanceOf(StatusRuntimeException.class);
            return "refused";
        }
    }

    @Test
    void rule_9_7_a_member_that_is_alone_lists_the_members_only_for_who_does_not_ask_all() {
        Member alone = cluster.follower();
        cluster.runningBut(alone).forEach(member -> member.process().kill9());
        assertThat(alone.connection()
                        .cluster()
                        .memberList(MemberListRequest.getDefaultInstance())
                        .getMembersList())
                .hasSize(3);
        assertThat(Await.until("it knows that nobody leads", alone::status, said -> said.getLeader() == 0)
                        .getErrorsList())
                .isNotEmpty();
        StatusRuntimeException unanswered = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> alone.connection()
                        .cluster()
                        .withDeadlineAfter(1, TimeUnit.SECONDS)
                        .memberList(MemberListRequest.newBuilder()
                                .setLinearizable(true)
                                .build()));
        assertThat(unanswered.getStatus().getCode()).isEqualTo(Code.DEADLINE_EXCEEDED);
    }
}
