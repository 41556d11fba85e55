/**
 * <b>What lives here.</b> Commands on members.
 *
 * <p><b>Where it stands.</b> Above {@code run}; the entrance calls them by name.
 *
 * <p><b>Thread.</b> The one that runs the command.
 *
 * <p><b>May use.</b> {@code run}, {@code line}, {@code output}, {@code text}, the client, {@code wire}.
 */
@NullMarked
package dev.pharos.etcdctl.member;

import org.jspecify.annotations.NullMarked;
