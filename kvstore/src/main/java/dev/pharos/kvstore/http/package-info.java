/**
 * <b>What lives here.</b> The HTTP/1.1 sites of a server: {@link dev.pharos.kvstore.http.HttpSite} puts the
 * pages for monitoring and the JSON gateway under their paths, behind the checks of host and origin.
 *
 * <p><b>Where it stands.</b> The entrance to {@code http}. The server builds a site for each kind of listener
 * and hands {@code HttpSite.pipeline()} to {@code listen}.
 *
 * <p><b>Thread.</b> A site is immutable; requests run on the event loops of their connections. Pages that
 * take a while are written by the executor that the server gives.
 *
 * <p><b>May use.</b> {@code http.exchange}, {@code http.health}, {@code http.gateway}, {@code http.json},
 * {@code listen}, Netty's buffers, {@code java.lang}, {@code java.util}.
 */
@NullMarked
package dev.pharos.kvstore.http;

import org.jspecify.annotations.NullMarked;
