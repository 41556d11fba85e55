package dev.pharos.kvstore.peer.link;

import dev.pharos.raft.codec.MessageCodec;
import dev.pharos.raft.codec.ProtoWriter;
import dev.pharos.raft.model.Message;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Posts messages one by one, each at most once. Owned by an event loop; {@link #post} and {@link #close}
 * may be called on any thread.
 */
final class Pipeline {
    private static final int MAX_UNDER_WAY = 4;
    private static final int MAX_WAITING = 64;

    private final LinkParts parts;
    private final long member;
    private final Addresses addresses;
    private final Activity activity;
    private final EventLoop loop;
    private final ShortCall calls;
    private final AtomicInteger held = new AtomicInteger();
    private final Queue<Message> waiting = new ArrayDeque<>();
    private int underWay;
    private volatile boolean closed;

    Pipeline(LinkParts parts, long member, Addresses addresses, Activity activity) {
        this.parts = parts;
        this.member = member;
        this.addresses = addresses;
        this.activity = activity;
        this.loop = parts.dialler().nextLoop();
        this.calls = new ShortCall(parts, loop);
    }

    /** Sends it soon; whether there was room for it. */
    boolean post(Message message) {
        if (closed || held.incrementAndGet() > MAX_WAITING + MAX_UNDER_WAY) {
            held.decrementAndGet();
            return false;
        }
        loop.execute(() -> {
            waiting.add(message);
            next();
        });
        return true;
    }

    private void next() {
        while (!closed && underWay < MAX_UNDER_WAY && !waiting.isEmpty()) {
            underWay++;
            send(waiting.remove());
        }
    }

    private void send(Message message) {
        PeerUrl url = addresses.current().orElse(null);
        if (url == null) {
            ended(0, Reply.none("no address is known"));
            return;
        }
        ProtoWriter content = new ProtoWriter();
        MessageCodec.write(message, content);
        calls.post(url, Unpooled.wrappedBuffer(content.array(), 0, content.size()), reply -> {
            if (reply.status() != 204) {
                addresses.failed(url);
            }
            ended(content.size(), reply);
        });
    }

    private void ended(int bytes, Reply reply) {
        underWay--;
        held.decrementAndGet();
        if (closed) {
            return;
        }
        if (reply.status() == 204) {
            activity.works();
            parts.events().sent(member, bytes);
        } else {
            activity.failed(reply.reason());
            if (reply.isAnswer()) {
                parts.events().refused(member, reply.status(), reply.text().strip());
            }
            parts.events().sendFailed(member, reply.reason());
            parts.reception().unreachable(member);
        }
        next();
    }

    void close() {
        closed = true;
        loop.execute(waiting::clear);
    }
}
