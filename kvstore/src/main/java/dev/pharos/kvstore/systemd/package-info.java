/**
 * <b>What lives here.</b> {@link dev.pharos.kvstore.systemd.ServiceNotifier}: tells the init daemon that
 * this process is ready, or about to stop.
 *
 * <p><b>Where it stands.</b> Beside the server; its entrance calls it.
 *
 * <p><b>Thread.</b> The caller's, which waits a moment, and one of Netty's for as long as that takes.
 *
 * <p><b>May use.</b> {@code logging}, Netty's epoll transport, the JDK.
 */
@NullMarked
package dev.pharos.kvstore.systemd;

import org.jspecify.annotations.NullMarked;
