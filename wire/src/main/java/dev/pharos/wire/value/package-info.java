/**
 * <b>What lives here.</b> The two values that every key passes through: {@link
 * dev.pharos.wire.value.Bytes}, an immutable byte string in the order of the store, and {@link
 * dev.pharos.wire.value.KeyRange}, a set of keys as requests, watches and permissions write it.
 *
 * <p><b>Where it stands.</b> At the bottom: requests are turned into these words at the edge of a server or
 * client, and everything inside speaks them.
 *
 * <p><b>Thread.</b> Any; every type is immutable.
 *
 * <p><b>May use.</b> {@code java.lang}, {@code java.util}, and protobuf's {@code ByteString} to come and go
 * without a copy.
 */
@NullMarked
package dev.pharos.wire.value;

import org.jspecify.annotations.NullMarked;
