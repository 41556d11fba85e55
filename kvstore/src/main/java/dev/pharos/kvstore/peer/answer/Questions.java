package dev.pharos.kvstore.peer.answer;

import dev.pharos.kvstore.http.exchange.Answer;
import dev.pharos.kvstore.http.exchange.BodyReader;
import dev.pharos.kvstore.http.exchange.Exchange;
import dev.pharos.kvstore.http.exchange.WholeBody;
import dev.pharos.kvstore.model.Causes;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** What all questions have in common: how they are read, and how a failure is answered. */
final class Questions {
    /** A question is an id or two. */
    static final int LONGEST_QUESTION_BYTES = 64 * 1024;

    private Questions() {}

    /** Answers with what comes, or with what {@code refusal} makes of a refusal. */
    static <T> void settle(
            Exchange exchange,
            CompletionStage<T> result,
            Function<T, Answer> answer,
            Function<EtcdError, Answer> refusal) {
        result.whenComplete(
                (value, failure) -> exchange.answer(failure == null ? answer.apply(value) : refused(failure, refusal)));
    }

    private static Answer refused(Throwable failure, Function<EtcdError, Answer> refusal) {
        return error(failure).map(refusal).orElseGet(Questions::internalError);
    }

    static Answer internalError() {
        return Answer.json(500, "{\"message\":\"Internal Server Error\"}");
    }

    private static Optional<EtcdError> error(Throwable failure) {
        Throwable cause = Causes.of(failure);
        return cause instanceof Refusal refusal ? Optional.of(refusal.error()) : Optional.empty();
    }

    /** Reads a question whole, or refuses the wrong method at once. */
    static BodyReader question(Exchange exchange, String method, Consumer<byte[]> whole) {
        if (!exchange.head().method().equals(method)) {
            exchange.answer(Answer.methodNotAllowed(method));
            return BodyReader.IGNORING;
        }
        return new WholeBody(LONGEST_QUESTION_BYTES) {
            @Override
            protected void whole(byte[] body) {
                whole.accept(body);
            }

            @Override
            protected void tooLong(long atLeastBytes) {
                exchange.answer(Answer.refusal(413, "request body too large"));
            }
        };
    }
}
