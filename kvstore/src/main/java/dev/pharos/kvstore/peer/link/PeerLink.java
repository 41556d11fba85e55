package dev.pharos.kvstore.peer.link;

import dev.pharos.kvstore.http.exchange.BodyReader;
import dev.pharos.kvstore.http.exchange.Exchange;
import dev.pharos.kvstore.peer.frame.StreamKind;
import dev.pharos.kvstore.peer.link.AcceptedStream.Ending;
import dev.pharos.kvstore.peer.link.AcceptedStream.Offered;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.Append;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** All connections to one other member. Thread-safe; nothing here waits. */
public final class PeerLink {
    private final LinkParts parts;
    private final long member;
    private final Addresses addresses = new Addresses();
    private final Activity activity;
    private final Pipeline pipeline;
    private final Prober prober;
    private final List<DialledStream> dialled;
    private final Map<StreamKind, AtomicReference<@Nullable AcceptedStream>> accepted = new EnumMap<>(StreamKind.class);
    private volatile boolean closed;

    private PeerLink(LinkParts parts, long member) {
        this.parts = parts;
        this.member = member;
        this.activity = new Activity(member, parts.events(), parts.reception());
        this.pipeline = new Pipeline(parts, member, addresses, activity);
        this.prober = new Prober(parts, member, addresses);
        this.dialled = List.of(dialler(StreamKind.APPEND), dialler(StreamKind.MESSAGE));
        for (StreamKind kind : StreamKind.values()) {
            accepted.put(kind, new AtomicReference<>());
        }
    }

    private DialledStream dialler(StreamKind kind) {
        return new DialledStream(parts, member, kind, addresses, activity);
    }

    /** Opens both streams from a member, and takes those to it. */
    public static PeerLink open(LinkParts parts, long member, List<PeerUrl> urls) {
        PeerLink link = new PeerLink(parts, member);
        link.addresses.replace(urls);
        link.dialled.forEach(DialledStream::start);
        link.prober.start();
        return link;
    }

    /** Only posts messages: for somebody who says to be a member that we do not know yet. */
    public static PeerLink postingOnly(LinkParts parts, long member, List<PeerUrl> urls) {
        PeerLink link = new PeerLink(parts, member);
        link.addresses.replace(urls);
        return link;
    }

    public long member() {
        return member;
    }

    /** For the next attempts; what is connected stays so. */
    public void retarget(List<PeerUrl> urls) {
        addresses.replace(urls);
    }

    /** Where to try next. */
    public Optional<PeerUrl> address() {
        return addresses.current();
    }

    public void addressFailed(PeerUrl url) {
        addresses.failed(url);
    }

    /** Since when the member can be spoken to, by {@code System.nanoTime}. */
    public OptionalLong activeSince() {
        return activity.since();
    }

    public void works() {
        activity.works();
    }

    public void fails(String reason) {
        activity.failed(reason);
    }

    /** Sends it once, or says that it was lost. */
    public void send(Message message) {
        AcceptedStream stream = streamFor(message);
        Offered offered = stream == null ? Offered.CLOSED : stream.offer(message);
        if (stream == null ? !pipeline.post(message) : offered != Offered.TAKEN) {
            lost(offered == Offered.FULL ? "too many messages wait" : "no stream is open");
        }
    }

    private @Nullable AcceptedStream streamFor(Message message) {
        AcceptedStream appends = message instanceof Append ? stream(StreamKind.APPEND) : null;
        return appends != null ? appends : stream(StreamKind.MESSAGE);
    }

    private @Nullable AcceptedStream stream(StreamKind kind) {
        return reference(kind).get();
    }

    private AtomicReference<@Nullable AcceptedStream> reference(StreamKind kind) {
        AtomicReference<@Nullable AcceptedStream> reference = accepted.get(kind);
        if (reference == null) {
            throw new IllegalStateException("no place for streams of kind " + kind);
        }
        return reference;
    }

    /**
     * Takes a stream to the member; one that there was ends. Called on the event loop of the exchange, whose answer
     * must begin before anything else runs there.
     */
    public BodyReader accept(StreamKind kind, Exchange exchange) {
        AcceptedStream stream = new AcceptedStream(this, kind, exchange);
        AcceptedStream former = reference(kind).getAndSet(stream);
        if (former != null) {
            former.close(Ending.ORDERLY);
        }
        if (closed) {
            stream.close(Ending.CUT);
        } else {
            activity.works();
        }
        return stream;
    }

    /** Shows the other side of the streams that they are alive. */
    public void heartbeat() {
        for (StreamKind kind : StreamKind.values()) {
            AcceptedStream stream = stream(kind);
            if (stream != null) {
                stream.heartbeat();
            }
        }
    }

    /** The member is none any more: its streams end so that it sees it. */
    public void end() {
        close(Ending.ORDERLY);
    }

    /** The network closes. */
    public void cut() {
        close(Ending.CUT);
    }

    private void close(Ending ending) {
        closed = true;
        dialled.forEach(DialledStream::close);
        prober.close();
        pipeline.close();
        for (StreamKind kind : StreamKind.values()) {
            AcceptedStream stream = stream(kind);
            if (stream != null) {
                stream.close(ending);
            }
        }
        activity.failed("the link is closed");
    }

    // What streams ask and tell.

    Duration writeTimeout() {
        return parts.options().writeTimeout();
    }

    void sent(long bytes) {
        parts.events().sent(member, bytes);
    }

    void gone(StreamKind kind, AcceptedStream stream, String fault) {
        reference(kind).compareAndSet(stream, null);
        if (!fault.isEmpty()) {
            activity.failed(fault);
        }
    }

    /** Messages were lost. */
    void lost(String reason) {
        parts.events().sendFailed(member, reason);
        parts.reception().unreachable(member);
    }
}
