/**
 * <b>What lives here.</b> JSON as Go's encoder writes it: {@link dev.pharos.etcdctl.json.JsonText} for values, {@link
 * dev.pharos.etcdctl.json.MessageJson} for messages.
 *
 * <p><b>Where it stands.</b> Above {@code text}, below {@code output}.
 *
 * <p><b>Thread.</b> Any; a writer belongs to one.
 *
 * <p><b>May use.</b> {@code text}, descriptors of protobuf.
 */
@NullMarked
package dev.pharos.etcdctl.json;

import org.jspecify.annotations.NullMarked;
