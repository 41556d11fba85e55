/**
 * <b>What lives here.</b> The JSON gateway: every path under {@code /v3/} is a gRPC method, called with the
 * message that the body of the request says in JSON, and answered with the message or the error in JSON.
 * Streams answer line by line; over a websocket, frame by frame.
 *
 * <pre>
 *   HTTP request ----+                                   +--- HttpReply
 *                    +--- GatewayCall --- io.grpc.Channel |
 *   websocket -------+        '------------ Reply --------+--- CallOverWebsocket
 * </pre>
 *
 * <p><b>Where it stands.</b> Above {@code http.exchange} and {@code http.json}; the services are behind the
 * channel that it is given.
 *
 * <p><b>Thread.</b> A call belongs to the event loop of its connection; gRPC calls back on that loop.
 *
 * <p><b>May use.</b> {@code http.exchange}, {@code http.json}, {@code wire}, gRPC, protobuf, Netty, {@code
 * java.lang}, {@code java.util}.
 */
@NullMarked
package dev.pharos.kvstore.http.gateway;

import org.jspecify.annotations.NullMarked;
