/**
 * <b>What lives here.</b> A load generator for any server that speaks etcd's API: closed and open loops of
 * unary calls, watchers, a crowd of leases that expires, and what a process used of the machine. It costs few
 * microseconds of processor per request, because generator and server share the machine; messages are bytes.
 * {@link dev.pharos.benchmarks.load.ClientMix} does without gRPC, because hundreds of new connections would cost
 * the generator more than the server.
 *
 * <p><b>Where it stands.</b> Below {@code compare}; {@link dev.pharos.benchmarks.load.LoadMain} runs one
 * kind of load by hand.
 *
 * <p><b>Thread.</b> Answers arrive on the event loop of {@link dev.pharos.benchmarks.load.Connections}; a
 * load is started and awaited on the caller's thread.
 *
 * <p><b>May use.</b> {@code wire}, grpc-java's Netty transport, {@code /proc}.
 */
@NullMarked
package dev.pharos.benchmarks.load;

import org.jspecify.annotations.NullMarked;
