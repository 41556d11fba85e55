/**
 * <b>What lives here.</b> The forms of answers: one class for each that {@code --write-out} names, and {@link
 * dev.pharos.etcdctl.output.Sink}, where they go.
 *
 * <p><b>Where it stands.</b> Above {@code text} and {@code json}; commands hand answers over as they come.
 *
 * <p><b>Thread.</b> The one that runs the command.
 *
 * <p><b>May use.</b> {@code text}, {@code json}, {@code wire}.
 */
@NullMarked
package dev.pharos.etcdctl.output;

import org.jspecify.annotations.NullMarked;
