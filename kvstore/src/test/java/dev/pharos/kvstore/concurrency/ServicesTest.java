package dev.pharos.kvstore.concurrency;

import static dev.pharos.kvstore.concurrency.MemoryStore.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.v3electionpb.CampaignRequest;
import dev.pharos.wire.proto.v3electionpb.ElectionGrpc;
import dev.pharos.wire.proto.v3electionpb.LeaderKey;
import dev.pharos.wire.proto.v3electionpb.LeaderRequest;
import dev.pharos.wire.proto.v3electionpb.LeaderResponse;
import dev.pharos.wire.proto.v3electionpb.ProclaimRequest;
import dev.pharos.wire.proto.v3electionpb.ResignRequest;
import dev.pharos.wire.proto.v3lockpb.LockGrpc;
import dev.pharos.wire.proto.v3lockpb.LockRequest;
import dev.pharos.wire.proto.v3lockpb.LockResponse;
import dev.pharos.wire.proto.v3lockpb.UnlockRequest;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything on the thread of the test, from the client's stub to the store. */
class ServicesTest {
    private final MemoryStore store = new MemoryStore().prompt();
    private final MemoryPairs pairs = store.pairs();
    private Server server;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        String name = InProcessServerBuilder.generateName();
        server = InProcessServerBuilder.forName(name)
                .directExecutor()
                .addService(new LockService(() -> store))
                .addService(new ElectionService(() -> store))
                .build()
                .start();
        channel = InProcessChannelBuilder.forName(name).directExecutor().build();
        pairs.addLease(1);
        pairs.addLease(2);
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void a_lock_is_taken_and_given_back() {
        LockResponse held = locks().lock(lock(1));
        assertThat(held.getKey()).isEqualTo(bytes("door/1"));
        assertThat(held.getHeader()).isEqualTo(pairs.header());
        assertThat(locks().unlock(
                                UnlockRequest.newBuilder().setKey(held.getKey()).build())
                        .getHeader())
                .isEqualTo(pairs.header());
        assertThat(pairs.keys()).isEmpty();
    }

    @Test
    void errors_of_the_store_keep_their_words_and_come_as_unknown() {
        fails("etcdserver: requested lease not found", () -> locks().lock(lock(9)));
        fails("etcdserver: key is not provided", () -> locks().unlock(UnlockRequest.getDefaultInstance()));
    }

    @Test
    void errors_of_elections_come_as_unknown() {
        fails("election: no leader", () -> elections().leader(leaderOf("chair")));
        fails("\"leader\" field must be provided", () -> elections().proclaim(ProclaimRequest.getDefaultInstance()));
        fails("\"leader\" field must be provided", () -> elections().resign(ResignRequest.getDefaultInstance()));
        LeaderKey nobody = LeaderKey.newBuilder()
                .setName(bytes("chair"))
                .setKey(bytes("chair/1"))
                .setRev(5)
                .setLease(1)
                .build();
        fails(
                "election: not leader",
                () -> elections()
                        .proclaim(ProclaimRequest.newBuilder().setLeader(nobody).build()));
        assertThat(elections()
                        .resign(ResignRequest.newBuilder().setLeader(nobody).build())
                        .getHeader())
                .isEqualTo(pairs.header());
    }

    @Test
    void a_waiter_whose_lease_ends_is_told_so() {
        locks().lock(lock(1));
        Received<LockResponse> second = new Received<>();
        LockGrpc.newStub(channel).lock(lock(2), second);
        pairs.expire(2);
        store.runAll();
        assertThat(second.failure.getStatus())
                .extracting(Status::getCode, Status::getDescription)
                .containsExactly(Status.Code.UNKNOWN, EtcdError.LOCK_SESSION_EXPIRED.message());
    }

    @Test
    void a_client_that_goes_away_leaves_the_line() {
        locks().lock(lock(1));
        Received<LockResponse> second = new Received<>();
        Context.CancellableContext client = Context.current().withCancellation();
        client.run(() -> LockGrpc.newStub(channel).lock(lock(2), second));
        assertThat(pairs.keys()).containsExactly("door/1", "door/2");
        client.cancel(null);
        store.runAll();
        assertThat(pairs.keys()).containsExactly("door/1");
        assertThat(second.failure.getStatus().getCode()).isEqualTo(Status.Code.CANCELLED);
    }

    @Test
    void an_election_is_won_and_observed_until_the_client_goes_away() {
        Received<LeaderResponse> observed = new Received<>();
        Context.CancellableContext client = Context.current().withCancellation();
        client.run(() -> ElectionGrpc.newStub(channel).observe(leaderOf("chair"), observed));
        LeaderKey leader = elections()
                .campaign(CampaignRequest.newBuilder()
                        .setName(bytes("chair"))
                        .setLease(1)
                        .setValue(bytes("a"))
                        .build())
                .getLeader();
        elections()
                .proclaim(ProclaimRequest.newBuilder()
                        .setLeader(leader)
                        .setValue(bytes("b"))
                        .build());
        store.runAll();
        assertThat(observed.received)
                .extracting(one -> one.getKv().getValue().toStringUtf8())
                .containsExactly("a", "b");
        assertThat(elections().leader(leaderOf("chair")).getKv())
                .isEqualTo(observed.received.get(1).getKv());
        client.cancel(null);
        assertThat(store.openWatches()).isZero();
    }

    private LockGrpc.LockBlockingStub locks() {
        return LockGrpc.newBlockingStub(channel);
    }

    private ElectionGrpc.ElectionBlockingStub elections() {
        return ElectionGrpc.newBlockingStub(channel);
    }

    private static LockRequest lock(long lease) {
        return LockRequest.newBuilder().setName(bytes("door")).setLease(lease).build();
    }

    private static LeaderRequest leaderOf(String name) {
        return LeaderRequest.newBuilder().setName(bytes(name)).build();
    }

    private static void fails(String message, ThrowingCallable call) {
        Assertions.assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        failure -> assertThat(failure.getStatus())
                                .extracting(Status::getCode, Status::getDescription)
                                .containsExactly(Status.Code.UNKNOWN, message));
    }

    private static final class Received<T> implements StreamObserver<T> {
        private final List<T> received = new ArrayList<>();
        private StatusRuntimeException failure;

        @Override
        public void onNext(T message) {
            received.add(message);
        }

        @Override
        public void onError(Throwable why) {
            failure = Status.fromThrowable(why).asRuntimeException();
        }

        @Override
        public void onCompleted() {}
    }
}
