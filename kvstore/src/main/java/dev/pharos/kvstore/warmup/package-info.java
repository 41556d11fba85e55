/**
 * <b>What lives here.</b> {@link dev.pharos.kvstore.warmup.WarmUp}: calls that a starting server makes to itself,
 * so that the code between its sockets and its services is loaded, linked and compiled when its first clients
 * come. {@link dev.pharos.kvstore.warmup.CannedServices} stand in for the services: nothing of a call reaches the
 * store, its log, its metrics or its files.
 *
 * <p><b>Where it stands.</b> Beside the services; the server says what is to be warmed up.
 *
 * <p><b>Thread.</b> One of its own, which ends with the warm-up, and event loops of its own.
 *
 * <p><b>May use.</b> {@code listen}, {@code wire}, gRPC, the JDK.
 */
@NullMarked
package dev.pharos.kvstore.warmup;

import org.jspecify.annotations.NullMarked;
