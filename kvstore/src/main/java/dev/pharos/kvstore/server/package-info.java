/**
 * <b>What lives here.</b> The member put together: {@link dev.pharos.kvstore.server.KvServer} is the one
 * place where the parts meet, {@link dev.pharos.kvstore.server.ServerMain} the program around it, {@link
 * dev.pharos.kvstore.server.LocalCluster} a server inside another program.
 *
 * <p><b>Where it stands.</b> On top; nothing of the server uses it.
 *
 * <p><b>Thread.</b> Whoever starts and stops the server; the parts bring their own threads.
 *
 * <p><b>May use.</b> Everything below.
 */
@NullMarked
package dev.pharos.kvstore.server;

import org.jspecify.annotations.NullMarked;
