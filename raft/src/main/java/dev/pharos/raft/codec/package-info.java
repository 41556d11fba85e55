/**
 * <b>What lives here.</b> The bytes of raftpb: a small protobuf writer and reader, and one codec per
 * value that is stored or sent. Scalars are written even when they are zero, as etcd does; readers
 * accept that they are missing, and skip fields they do not know.
 *
 * <p><b>Where it stands.</b> Between the values of {@code model} and everything that stores or sends
 * them. Bytes that are not what they should be end in {@link dev.pharos.raft.codec.MalformedRecord},
 * never in another exception and never in an allocation larger than the input.
 *
 * <p><b>Thread.</b> Any; a writer or reader belongs to whoever made it.
 *
 * <p><b>May use.</b> {@code model}, {@code java.lang}, {@code java.util}.
 */
@NullMarked
package dev.pharos.raft.codec;

import org.jspecify.annotations.NullMarked;
