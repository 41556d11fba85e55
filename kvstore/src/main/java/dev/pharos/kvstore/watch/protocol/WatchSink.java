package dev.pharos.kvstore.watch.protocol;

import dev.pharos.wire.error.EtcdError;

/**
 * Where a stream's answers go: one client's connection. Called on the hub's thread only, and must not block
 * or throw. It may call its stream, which only posts.
 */
public interface WatchSink {
    /**
     * Whether an answer may be sent without piling up. Once this was false, the stream's {@code onReady} must
     * be called when it is true again; until then the hub sends nothing and keeps nothing for this stream.
     */
    boolean isReady();

    void send(WatchMessage message);

    /**
     * A request of the stream was carried out and its answer, if it has one, was sent. Whoever reads the next
     * request only after this never has one refused.
     */
    default void requestDone() {}

    /** The server ends the stream. Nothing comes after this. */
    void ended(EtcdError why);
}
