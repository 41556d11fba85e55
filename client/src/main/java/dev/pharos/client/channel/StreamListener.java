package dev.pharos.client.channel;

import dev.pharos.client.data.CallFailure;
import java.util.Optional;

/** Hears one stream, on a thread of the transport, one call at a time; must not wait. */
public interface StreamListener<A> {
    /** One of those that were asked for with {@link RequestStream#expect}. */
    void onMessage(A message);

    /** The end; nothing follows. Empty if the server had no more to say. */
    void onEnd(Optional<CallFailure> failure);
}
