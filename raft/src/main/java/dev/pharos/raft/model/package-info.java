/**
 * <b>What lives here.</b> The vocabulary of the library: entries and their positions, the hard state,
 * membership and its changes, messages between members, snapshots, options, events. Values only.
 *
 * <p><b>Where it stands.</b> Below everything that behaves; the words mean what etcd's raftpb means by
 * them, so that a member of either kind understands the other.
 *
 * <p><b>Thread.</b> Any; every type is immutable.
 *
 * <p><b>May use.</b> {@code check}, {@code java.lang}, {@code java.util}.
 */
@NullMarked
package dev.pharos.raft.model;

import org.jspecify.annotations.NullMarked;
