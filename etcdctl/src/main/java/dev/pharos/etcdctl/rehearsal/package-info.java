/**
 * <b>What lives here.</b> {@link dev.pharos.etcdctl.rehearsal.Rehearsal}: the program for a second, against a server
 * that only nods, so that the JVM can record classes for a quicker start.
 *
 * <p><b>Where it stands.</b> Above the entrance; the launcher runs it once.
 *
 * <p><b>Thread.</b> The main thread.
 *
 * <p><b>May use.</b> The entrance, {@code run}, gRPC, {@code wire}.
 */
@NullMarked
package dev.pharos.etcdctl.rehearsal;

import org.jspecify.annotations.NullMarked;
