/**
 * <b>What lives here.</b> The doors through which clients come in: {@link
 * dev.pharos.kvstore.listen.ClientListener} binds addresses and serves gRPC, HTTP/1.1 or both on each. Which
 * of the two a connection speaks is told from its first bytes:
 *
 * <pre>
 *   accepted --- the preface of HTTP/2, whole ---> gRPC's own handler
 *       |
 *       +------- any byte that differs ----------> the installed HTTP/1.1 handlers
 *       |
 *       +------- undecided for too long ---------> closed
 * </pre>
 *
 * <p><b>Where it stands.</b> Near the top: it is given services and handlers, and knows neither what they do
 * nor what a request means.
 *
 * <p><b>Thread.</b> A connection belongs to one event loop. Starting and stopping belong to whoever composes
 * the server, one thread at a time.
 *
 * <p><b>May use.</b> gRPC and Netty, {@code java.lang}, {@code java.util}, {@code java.net}, {@code
 * java.nio.file}.
 */
@NullMarked
package dev.pharos.kvstore.listen;

import org.jspecify.annotations.NullMarked;
