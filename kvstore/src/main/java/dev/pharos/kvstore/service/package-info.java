/**
 * <b>What lives here.</b> What a client can ask for, without the wire: each operation checks its request,
 * then proposes it or reads, and answers with a stage that fails with a {@link
 * dev.pharos.kvstore.model.Refusal}.
 *
 * <p><b>Where it stands.</b> Below the gRPC services, which only translate, and beside the lock and election
 * services, which call it as a client would.
 *
 * <p><b>Thread.</b> Any caller's; nothing blocks. Stages complete on the caller's thread or on the raft
 * library's.
 *
 * <p><b>May use.</b> {@code request}, {@code replication}, {@code apply}, the applied state, {@code raft}'s
 * node and status.
 */
@NullMarked
package dev.pharos.kvstore.service;

import org.jspecify.annotations.NullMarked;
