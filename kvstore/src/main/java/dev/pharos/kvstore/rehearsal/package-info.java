/**
 * <b>What lives here.</b> {@link dev.pharos.kvstore.rehearsal.Rehearsal}: a server and its client in one
 * JVM for some seconds, so that the JVM can record what a server loads. Only {@code bin/pharos} runs it.
 *
 * <p><b>Where it stands.</b> Above the server, as a program of its own.
 *
 * <p><b>Thread.</b> The main thread calls; the server is started by one of its own.
 *
 * <p><b>May use.</b> {@code server}, {@code wire}, gRPC, the JDK.
 */
@NullMarked
package dev.pharos.kvstore.rehearsal;

import org.jspecify.annotations.NullMarked;
