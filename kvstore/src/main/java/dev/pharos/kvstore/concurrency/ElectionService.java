package dev.pharos.kvstore.concurrency;

import dev.pharos.wire.proto.v3electionpb.CampaignRequest;
import dev.pharos.wire.proto.v3electionpb.CampaignResponse;
import dev.pharos.wire.proto.v3electionpb.ElectionGrpc;
import dev.pharos.wire.proto.v3electionpb.LeaderRequest;
import dev.pharos.wire.proto.v3electionpb.LeaderResponse;
import dev.pharos.wire.proto.v3electionpb.ProclaimRequest;
import dev.pharos.wire.proto.v3electionpb.ProclaimResponse;
import dev.pharos.wire.proto.v3electionpb.ResignRequest;
import dev.pharos.wire.proto.v3electionpb.ResignResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** The service {@code v3electionpb.Election}. */
public final class ElectionService extends ElectionGrpc.ElectionImplBase {
    private final Supplier<LocalStore> storeOfCaller;

    /**
     * A service over the operations of this member.
     *
     * @param storeOfCaller asked on the thread of each call as it comes in, to act in its caller's name
     */
    public ElectionService(Supplier<LocalStore> storeOfCaller) {
        this.storeOfCaller = storeOfCaller;
    }

    @Override
    public void campaign(CampaignRequest request, StreamObserver<CampaignResponse> call) {
        Answer.pending(elections().campaign(request), call);
    }

    @Override
    public void proclaim(ProclaimRequest request, StreamObserver<ProclaimResponse> call) {
        Answer.with(elections().proclaim(request), call);
    }

    @Override
    public void leader(LeaderRequest request, StreamObserver<LeaderResponse> call) {
        Answer.with(elections().leader(request), call);
    }

    @Override
    public void resign(ResignRequest request, StreamObserver<ResignResponse> call) {
        Answer.with(elections().resign(request), call);
    }

    @Override
    public void observe(LeaderRequest request, StreamObserver<LeaderResponse> call) {
        ServerCallStreamObserver<LeaderResponse> stream = (ServerCallStreamObserver<LeaderResponse>) call;
        Observation observation = elections().observe(request, new StreamSink(stream));
        stream.setOnCancelHandler(observation::close);
        stream.setOnReadyHandler(observation::resume);
        observation.start();
    }

    private Elections elections() {
        return new Elections(storeOfCaller.get());
    }

    private record StreamSink(ServerCallStreamObserver<LeaderResponse> stream) implements LeaderSink {
        @Override
        public boolean isReady() {
            return stream.isReady();
        }

        @Override
        public void next(LeaderResponse leader) {
            stream.onNext(leader);
        }

        @Override
        public void failed(Throwable failure) {
            stream.onError(CallFailure.of(failure));
        }
    }
}
