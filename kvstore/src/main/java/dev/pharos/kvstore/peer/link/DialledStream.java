package dev.pharos.kvstore.peer.link;

import dev.pharos.kvstore.peer.frame.StreamKind;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one stream from another member open. Owned by an event loop.
 *
 * <pre>
 *   dialling --- 200 ---> open --- end, silence, fault ---+
 *      |                                                  v
 *      +------- refused, no answer -----------------> pausing ---> dialling
 * </pre>
 */
// What a connection comes to shows in its handler.
@SuppressWarnings("FutureReturnValueIgnored")
final class DialledStream {
    private final LinkParts parts;
    private final long member;
    private final StreamKind kind;
    private final Addresses addresses;
    private final Activity activity;
    private final EventLoop loop;
    private @Nullable Channel channel;
    private boolean closed;

    DialledStream(LinkParts parts, long member, StreamKind kind, Addresses addresses, Activity activity) {
        this.parts = parts;
        this.member = member;
        this.kind = kind;
        this.addresses = addresses;
        this.activity = activity;
        this.loop = parts.dialler().nextLoop();
    }

    void start() {
        loop.execute(this::dial);
    }

    void close() {
        loop.execute(() -> {
            closed = true;
            if (channel != null) {
                channel.close();
            }
        });
    }

    private void dial() {
        if (closed) {
            return;
        }
        PeerUrl url = addresses.current().orElse(null);
        if (url == null) {
            failed("no address is known");
            return;
        }
        IncomingStream incoming = new IncomingStream(this, url);
        parts.dialler()
                .connect(url, loop, parts.options().readTimeout(), incoming)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        unanswered(url, Reply.reasonOf(connected.cause()));
                    }
                });
    }

    // What the connection tells.

    LinkParts parts() {
        return parts;
    }

    long member() {
        return member;
    }

    StreamKind kind() {
        return kind;
    }

    /** The connection is there; whether it is still wanted. */
    boolean connected(Channel by) {
        channel = by;
        return !closed;
    }

    void opened() {
        activity.works();
        parts.events().streamOpened(member, kind);
    }

    void unanswered(PeerUrl url, String reason) {
        addresses.failed(url);
        failed(reason);
    }

    void refused(PeerUrl url, int status, String text) {
        addresses.failed(url);
        parts.events().refused(member, status, text);
        failed("it answered " + status + " " + text);
    }

    /** The other member has ended the stream, as when it has accepted a newer one. */
    void ended() {
        lost("the other side has ended it");
    }

    void broke(String reason) {
        activity.failed("cannot read the " + kind.word() + " stream: " + reason);
        lost(reason);
    }

    private void lost(String reason) {
        parts.events().streamLost(member, kind, reason);
        pause();
    }

    private void failed(String reason) {
        activity.failed("cannot open the " + kind.word() + " stream: " + reason);
        pause();
    }

    private void pause() {
        channel = null;
        if (!closed && !loop.isShuttingDown()) {
            loop.schedule(this::dial, parts.options().redialPause().toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
