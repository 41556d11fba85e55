package dev.pharos.kvstore.peer.link;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks a member now and then how it is. Owned by an event loop. */
final class Prober {
    private final LinkParts parts;
    private final long member;
    private final Addresses addresses;
    private final EventLoop loop;
    private final ShortCall calls;
    private @Nullable ScheduledFuture<?> rounds;

    Prober(LinkParts parts, long member, Addresses addresses) {
        this.parts = parts;
        this.member = member;
        this.addresses = addresses;
        this.loop = parts.dialler().nextLoop();
        this.calls = new ShortCall(parts, loop);
    }

    void start() {
        long nanos = parts.options().probeInterval().toNanos();
        loop.execute(() -> rounds = loop.scheduleWithFixedDelay(this::probe, nanos, nanos, TimeUnit.NANOSECONDS));
    }

    void close() {
        loop.execute(() -> {
            if (rounds != null) {
                rounds.cancel(false);
            }
        });
    }

    private void probe() {
        addresses
                .current()
                .ifPresent(url -> calls.probe(url, reply -> {
                    Instant now = Instant.now();
                    if (reply.status() == 200) {
                        tell(reply, now);
                    } else {
                        parts.events().probeFailed(member, reply.reason());
                    }
                }));
    }

    private void tell(Reply reply, Instant now) {
        try {
            String theirs = JsonParser.parseString(reply.text())
                    .getAsJsonObject()
                    .get("Now")
                    .getAsString();
            Instant ours = now.minus(reply.took().dividedBy(2));
            Duration ahead = Duration.between(ours, OffsetDateTime.parse(theirs).toInstant());
            parts.events().probed(member, reply.took(), ahead);
        } catch (JsonParseException
                | IllegalStateException
                | UnsupportedOperationException
                | NullPointerException
                | DateTimeParseException malformed) {
            parts.events().probeFailed(member, "its answer is malformed: " + malformed.getMessage());
        }
    }
}
