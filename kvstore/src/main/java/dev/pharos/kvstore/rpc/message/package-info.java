/**
 * <b>What lives here.</b> Answers that are not built as protobuf objects: they are put together from pairs
 * and events that were encoded when they were applied, and know their size before a byte is written.
 *
 * <p><b>Where it stands.</b> Between the services and gRPC: {@link dev.pharos.kvstore.rpc.message.WireAnswers}
 * is the marshaller of the methods that answer so.
 *
 * <p><b>Thread.</b> An answer belongs to the call that sends it.
 *
 * <p><b>May use.</b> {@code model}, {@code mvcc}'s scans, gRPC's marshalling, {@code wire}.
 */
@NullMarked
package dev.pharos.kvstore.rpc.message;

import org.jspecify.annotations.NullMarked;
