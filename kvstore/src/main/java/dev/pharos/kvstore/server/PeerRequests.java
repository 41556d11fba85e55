package dev.pharos.kvstore.server;

import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.model.Causes;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.kvstore.peer.ask.PeerClient;
import dev.pharos.kvstore.peer.ask.PeerRefusal;
import dev.pharos.kvstore.service.LeaderRequests;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What the leader is asked, over HTTP; its refusals are turned back into what they mean. */
final class PeerRequests implements LeaderRequests {
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;

    private final PeerClient client;

    PeerRequests(PeerClient client) {
        this.client = client;
    }

    /** A lease that is not there has 0 seconds left, which is no error (rule 7.3). */
    @Override
    public CompletionStage<LeaseKeepAliveResponse> renew(Member leader, long lease) {
        return orWhenRefused(
                client.renew(leader, lease),
                refusal -> refusal.status() == NOT_FOUND
                        ? CompletableFuture.completedFuture(
                                LeaseKeepAliveResponse.newBuilder().setID(lease).build())
                        : CompletableFuture.failedFuture(refusal));
    }

    @Override
    public CompletionStage<LeaseTimeToLiveResponse> timeToLive(Member leader, LeaseTimeToLiveRequest request) {
        return orWhenRefused(
                client.timeToLive(leader, request),
                refusal -> refusal.status() == NOT_FOUND
                        ? CompletableFuture.completedFuture(LeaseTimeToLiveResponse.newBuilder()
                                .setID(request.getID())
                                .setTTL(-1)
                                .build())
                        : CompletableFuture.failedFuture(refusal));
    }

    @Override
    public CompletionStage<List<Member>> promote(Member leader, long learner) {
        return orWhenRefused(
                client.promote(leader, learner),
                refusal -> CompletableFuture.failedFuture(meaningOfPromotion(refusal)));
    }

    private static RuntimeException meaningOfPromotion(PeerRefusal refusal) {
        if (refusal.status() == NOT_FOUND) {
            return new Refusal(EtcdError.MEMBER_NOT_FOUND);
        }
        if (refusal.status() == PRECONDITION_FAILED) {
            boolean isReadiness = refusal.text().contains("in sync with leader");
            return new Refusal(isReadiness ? EtcdError.LEARNER_NOT_READY : EtcdError.MEMBER_NOT_LEARNER);
        }
        return refusal;
    }

    private static <T> CompletionStage<T> orWhenRefused(
            CompletionStage<T> asked, Function<PeerRefusal, CompletionStage<T>> meaning) {
        return asked.exceptionallyCompose(failure -> {
            Throwable cause = Causes.of(failure);
            return cause instanceof PeerRefusal refusal
                    ? meaning.apply(refusal)
                    : CompletableFuture.failedFuture(cause);
        });
    }
}
