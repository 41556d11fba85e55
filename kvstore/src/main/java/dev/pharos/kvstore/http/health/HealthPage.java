package dev.pharos.kvstore.http.health;

import dev.pharos.kvstore.http.exchange.Answer;
import dev.pharos.kvstore.http.exchange.BodyReader;
import dev.pharos.kvstore.http.exchange.Exchange;
import dev.pharos.kvstore.http.exchange.Query;
import dev.pharos.kvstore.http.exchange.RequestHandler;
import dev.pharos.kvstore.http.json.JsonWriting;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The page {@code /health}: no alarm, a leader, and a read that works. With {@code serializable=true} the
 * cluster does not count; {@code exclude=NAME} passes over an alarm.
 */
public final class HealthPage implements RequestHandler {
    private static final Set<String> KNOWN_ALARMS = Set.of("NOSPACE", "CORRUPT");

    private final MemberView member;
    private final HealthListener listener;

    public HealthPage(MemberView member, HealthListener listener) {
        this.member = member;
        this.listener = listener;
    }

    @Override
    public BodyReader begin(Exchange exchange) {
        if (!exchange.head().isGet()) {
            exchange.answer(Answer.methodNotAllowed("GET"));
            return BodyReader.IGNORING;
        }
        Query query = exchange.head().query();
        boolean serializable = query.is("serializable", "true");
        reason(query.all("exclude"), serializable).whenComplete((reason, impossible) -> {
            listener.healthAnswered(reason.isEmpty() ? HealthListener.Outcome.SUCCESS : HealthListener.Outcome.ERROR);
            exchange.answer(page(reason));
        });
        return BodyReader.IGNORING;
    }

    /** Why the member is unhealthy, or nothing. */
    private CompletionStage<Optional<String>> reason(List<String> excluded, boolean serializable) {
        Optional<String> alarm = member.alarms().stream()
                .filter(raised -> !excluded.contains(raised))
                .sorted()
                .findFirst();
        if (alarm.isPresent()) {
            return now("ALARM " + alarm.filter(KNOWN_ALARMS::contains).orElse("UNKNOWN"));
        }
        if (!serializable && !member.hasLeader()) {
            return now("RAFT NO LEADER");
        }
        return Failures.of(serializable ? member::serializableRead : member::linearizableRead)
                .thenApply(failure -> failure.map(text -> "RANGE ERROR:" + text));
    }

    private static CompletionStage<Optional<String>> now(String reason) {
        return CompletableFuture.completedFuture(Optional.of(reason));
    }

    private static Answer page(Optional<String> reason) {
        ByteBuf body = Unpooled.buffer();
        ByteBufUtil.writeAscii(body, "{\"health\":\"" + reason.isEmpty() + "\",\"reason\":");
        JsonWriting.string(reason.orElse(""), body);
        body.writeByte('}');
        if (reason.isEmpty()) {
            return Answer.of(200, Answer.TEXT, body);
        }
        return Answer.of(503, Answer.TEXT, body.writeByte('\n')).with("X-Content-Type-Options", "nosniff");
    }
}
