/**
 * <b>What lives here.</b> HTTP/1.1 as requests and answers: {@link
 * dev.pharos.kvstore.http.exchange.HttpConnection} reads the requests of a connection one after the other
 * and hands each as an {@link dev.pharos.kvstore.http.exchange.Exchange} to a {@link
 * dev.pharos.kvstore.http.exchange.RequestHandler}, which answers at once, later, or piece by piece.
 *
 * <pre>
 *   request head --- RequestHandler.begin ---> BodyReader  (body pieces, end, client gone)
 *                                                  |
 *   next request <--- answer ended, and body read --- Exchange.answer, or begin / write / end
 * </pre>
 *
 * <p><b>Where it stands.</b> Below everything else that answers HTTP; it knows no paths.
 *
 * <p><b>Thread.</b> A connection and its exchanges belong to the event loop of the channel; only {@code
 * Exchange.answer} may be called from elsewhere.
 *
 * <p><b>May use.</b> Netty, {@code java.lang}, {@code java.util}.
 */
@NullMarked
package dev.pharos.kvstore.http.exchange;

import org.jspecify.annotations.NullMarked;
