package dev.pharos.kvstore.peer.answer;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.pharos.kvstore.http.exchange.Answer;
import dev.pharos.kvstore.http.exchange.BodyReader;
import dev.pharos.kvstore.http.exchange.Exchange;
import dev.pharos.kvstore.service.LeaseOperations;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveResponse;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.proto.leasepb.LeaseInternalRequest;
import dev.pharos.wire.proto.leasepb.LeaseInternalResponse;
import io.netty.buffer.Unpooled;

/** A follower hands on what its clients want of leases; only the leader knows the deadlines (rules 7.4 and 7.6). */
public final class LeaseAnswers {
    private static final String PROTOBUF = "application/protobuf";
    private static final String NOT_FOUND = "lease not found";

    private final LeaseOperations leases;

    public LeaseAnswers(LeaseOperations leases) {
        this.leases = leases;
    }

    BodyReader renew(Exchange exchange) {
        return Questions.question(exchange, "POST", body -> {
            try {
                long id = LeaseKeepAliveRequest.parseFrom(body).getID();
                Questions.settle(exchange, leases.renewHere(id), ttl -> renewed(id, ttl), LeaseAnswers::refused);
            } catch (InvalidProtocolBufferException malformed) {
                refuseMalformed(exchange);
            }
        });
    }

    private static Answer renewed(long id, long ttl) {
        return ttl == 0
                ? Answer.refusal(404, NOT_FOUND)
                : message(LeaseKeepAliveResponse.newBuilder()
                        .setID(id)
                        .setTTL(ttl)
                        .build());
    }

    BodyReader timeToLive(Exchange exchange) {
        return Questions.question(exchange, "POST", body -> {
            try {
                var question = LeaseInternalRequest.parseFrom(body).getLeaseTimeToLiveRequest();
                Questions.settle(
                        exchange, leases.timeToLiveHere(question), LeaseAnswers::timeToLive, LeaseAnswers::refused);
            } catch (InvalidProtocolBufferException malformed) {
                refuseMalformed(exchange);
            }
        });
    }

    private static Answer timeToLive(LeaseTimeToLiveResponse found) {
        if (found.getTTL() == LeaseOperations.NO_SUCH_LEASE && found.getGrantedTTL() == 0) {
            return Answer.refusal(404, NOT_FOUND);
        }
        return message(LeaseInternalResponse.newBuilder()
                .setLeaseTimeToLiveResponse(found.toBuilder().setHeader(ResponseHeader.getDefaultInstance()))
                .build());
    }

    private static Answer message(Message answer) {
        return Answer.of(200, PROTOBUF, Unpooled.wrappedBuffer(answer.toByteArray()));
    }

    private static void refuseMalformed(Exchange exchange) {
        exchange.answer(Answer.refusal(400, "error unmarshalling request"));
    }

    private static Answer refused(EtcdError why) {
        return Answer.refusal(why == EtcdError.TIMEOUT ? 408 : 500, why.message());
    }
}
