package dev.pharos.kvstore.http.exchange;

import io.netty.buffer.ByteBuf;

/** Follows one exchange from the head of the request to the end of the answer, on the event loop. */
public interface BodyReader {
    /** For requests whose body, if any, does not matter. */
    BodyReader IGNORING = new BodyReader() {};

    /** A piece of the body; it is gone when this returns. */
    default void piece(ByteBuf bytes) {}

    /** The body is complete. */
    default void end() {}

    /** What was written has been sent far enough for more. */
    default void writable() {}

    /**
     * The client has closed its side. It may still read: an answer is sent if it comes. Not called after the
     * answer has ended.
     */
    default void clientGone() {}
}
