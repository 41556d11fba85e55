package dev.pharos.kvstore.service;

import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Has the leader do what only it can. A future fails with a {@link Refusal} if the leader
 * refuses for good, and with anything else if it was not reached or leads no more.
 */
public interface LeaderRequests {
    /** For a cluster of one. */
    LeaderRequests NOBODY = new LeaderRequests() {
        @Override
        public CompletionStage<LeaseKeepAliveResponse> renew(Member leader, long lease) {
            return CompletableFuture.failedFuture(new Refusal(EtcdError.NOT_LEADER));
        }

        @Override
        public CompletionStage<LeaseTimeToLiveResponse> timeToLive(Member leader, LeaseTimeToLiveRequest request) {
            return CompletableFuture.failedFuture(new Refusal(EtcdError.NOT_LEADER));
        }

        @Override
        public CompletionStage<List<Member>> promote(Member leader, long learner) {
            return CompletableFuture.failedFuture(new Refusal(EtcdError.NOT_LEADER));
        }
    };

    CompletionStage<LeaseKeepAliveResponse> renew(Member leader, long lease);

    CompletionStage<LeaseTimeToLiveResponse> timeToLive(Member leader, LeaseTimeToLiveRequest request);

    CompletionStage<List<Member>> promote(Member leader, long learner);
}
