/**
 * <b>What lives here.</b> The JSON form of protobuf messages, as the gateway of etcd reads and writes it:
 * names as in the schema, 64-bit numbers as strings, bytes as base64, defaults left out.
 *
 * <p><b>Where it stands.</b> Below the gateway; it knows messages, not calls.
 *
 * <p><b>Thread.</b> Reading and writing are pure functions; a {@link
 * dev.pharos.kvstore.http.json.JsonSequence} belongs to whoever feeds it.
 *
 * <p><b>May use.</b> protobuf, Gson's streaming reader, Netty's buffers, {@code java.lang}, {@code
 * java.util}.
 */
@NullMarked
package dev.pharos.kvstore.http.json;

import org.jspecify.annotations.NullMarked;
