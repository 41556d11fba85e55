/**
 * <b>What lives here.</b> Whole clusters: several members, each a process of its own, some of them a real etcd's.
 * They are killed, stopped, added and removed under clients that remember what they were told.
 *
 * <p><b>Where it stands.</b> Outside: members are reached over gRPC, their processes by signals.
 *
 * <p><b>Thread.</b> The test's own; a {@code Writer} has one of its own too.
 *
 * <p><b>May use.</b> {@code blackbox}'s connections, {@code chaos}'s processes, gRPC, the generated messages,
 * {@code wire}'s errors.
 */
@NullMarked
package dev.pharos.kvstore.several;

import org.jspecify.annotations.NullMarked;
