package dev.pharos.kvstore.http.exchange;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;

/** Takes a connection over for another protocol. Called on the event loop, where the HTTP handler stood. */
@FunctionalInterface
public interface Upgrade {
    /**
     * Installs its own handlers at this place; the place itself is removed afterwards.
     *
     * @param request without a body; not to be released
     */
    void takeOver(ChannelHandlerContext place, FullHttpRequest request);
}
