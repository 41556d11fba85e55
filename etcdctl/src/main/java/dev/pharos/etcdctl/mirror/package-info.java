/**
 * <b>What lives here.</b> The command that copies keys into another cluster.
 *
 * <p><b>Where it stands.</b> Above {@code run}; the entrance calls them by name.
 *
 * <p><b>Thread.</b> The one that runs the command.
 *
 * <p><b>May use.</b> {@code key} for ranges, {@code run}, {@code line}, {@code output}, {@code text}, the client,
 * {@code wire}.
 */
@NullMarked
package dev.pharos.etcdctl.mirror;

import org.jspecify.annotations.NullMarked;
