/**
 * <b>What lives here.</b> The bytes of etcd's streams between members: frames around raft messages, written
 * and read piece by piece, and the head in front of a snapshot.
 *
 * <pre>
 *   message stream   length:8 message
 *   msgapp stream    0                                          heartbeat of the link
 *                    1 count:8 (length:8 entry)* commit:8       goes on where the last frame ended
 *                    2 length:8 message                         sets term and index for what goes on
 *   snapshot         length:8 message, then the body
 * </pre>
 *
 * <p><b>Where it stands.</b> Below the connections. Bytes that are no frame end in {@code MalformedRecord};
 * memory grows with what has come, not with what was announced.
 *
 * <p><b>Thread.</b> A reader or writer belongs to the event loop of its stream.
 *
 * <p><b>May use.</b> Netty's buffers and {@code raft}.
 */
@NullMarked
package dev.pharos.kvstore.peer.frame;

import org.jspecify.annotations.NullMarked;
