package dev.pharos.kvstore.http.gateway;

import com.google.protobuf.Message;
import dev.pharos.kvstore.http.exchange.Answer;
import dev.pharos.kvstore.http.exchange.Exchange;
import dev.pharos.wire.error.HttpStatus;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The outcome of a call as an HTTP answer: one object, or a line for each message of a stream. */
final class HttpReply implements Reply {
    private static final String OVER_GRPC = "Grpc-Metadata-Content-Type";

    private final Exchange exchange;
    private final boolean stream;
    private @Nullable Message single;

    HttpReply(Exchange exchange, MethodDescriptor<?, ?> method) {
        this.exchange = exchange;
        this.stream = !method.getType().serverSendsOneMessage();
    }

    @Override
    public void message(Message message) {
        if (!stream) {
            single = message;
            return;
        }
        beginStream();
        exchange.write(Replies.result(message).writeByte('\n'));
    }

    private void beginStream() {
        if (!exchange.hasBegun()) {
            exchange.begin(200, Map.of("Content-Type", Answer.JSON, OVER_GRPC, "application/grpc"));
        }
    }

    @Override
    public void refused(Status status) {
        exchange.answer(refusalOf(HttpStatus.of(status.getCode()), status));
    }

    @Override
    public void closed(Status status) {
        if (stream && status.isOk()) {
            beginStream();
            exchange.end();
        } else if (stream && exchange.hasBegun()) {
            exchange.write(Replies.streamError(status).writeByte('\n'));
            exchange.end();
        } else if (status.isOk() && single != null) {
            exchange.answer(answer(200, Replies.message(single)).with(OVER_GRPC, "application/grpc"));
        } else {
            exchange.answer(refusal(status.isOk() ? Status.INTERNAL.withDescription("no answer") : status));
        }
    }

    private Answer refusal(Status status) {
        ByteBuf body = stream ? Replies.streamError(status).writeByte('\n') : Replies.error(status);
        return refusal(status, body);
    }

    /** An error before anything was called. */
    static Answer refusalOf(int httpStatus, Status status) {
        return answer(httpStatus, Replies.error(status));
    }

    private static Answer refusal(Status status, ByteBuf body) {
        Answer answer = answer(HttpStatus.of(status.getCode()), body);
        return status.getCode() == Status.Code.UNAUTHENTICATED
                ? answer.with("WWW-Authenticate", Replies.text(status))
                : answer;
    }

    private static Answer answer(int status, ByteBuf body) {
        return Answer.of(status, Answer.JSON, body);
    }

    @Override
    public boolean isWritable() {
        return exchange.isWritable();
    }
}
