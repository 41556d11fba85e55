package dev.pharos.kvstore.listen;

import io.netty.channel.ChannelPipeline;

/**
 * Installs the handlers of an HTTP/1.1 server, its codec included, at the end of a pipeline. Called on the
 * event loop of the connection; the bytes already read are delivered after it returns.
 *
 * <p>When the listener stops, it closes each connection through the whole pipeline: a handler may hold that
 * close back until the answer under way has been written. What is still open when the time to drain has
 * passed is closed past the handlers.
 */
@FunctionalInterface
public interface HttpPipeline {
    void install(ChannelPipeline pipeline);
}
