/**
 * <b>What lives here.</b> etcd's gRPC services, one thin class each: a message in, an operation, a message
 * or an error out.
 *
 * <p><b>Where it stands.</b> At the edge, above {@code service} and {@code watch}. The JSON gateway calls the
 * same services from inside the process.
 *
 * <p><b>Thread.</b> Event loops call in and are never made to wait; answers leave from any thread, one at a
 * time for each call.
 *
 * <p><b>May use.</b> {@code service}, {@code request}, {@code model}, {@code watch}, {@code rpc.message},
 * {@code cluster}, gRPC and the generated messages.
 */
@NullMarked
package dev.pharos.kvstore.rpc;

import org.jspecify.annotations.NullMarked;
