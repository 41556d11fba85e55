/**
 * <b>What lives here.</b> What the program tells about itself.
 *
 * <p><b>Where it stands.</b> Above {@code run}; the entrance calls them by name.
 *
 * <p><b>Thread.</b> The one that runs the command.
 *
 * <p><b>May use.</b> {@code run}, {@code line}, {@code output}, {@code completion}.
 */
@NullMarked
package dev.pharos.etcdctl.info;

import org.jspecify.annotations.NullMarked;
