/**
 * <b>What lives here.</b> Who belongs to the cluster, under which names and addresses, and which version
 * of the protocol all of them speak.
 *
 * <p><b>Where it stands.</b> {@code apply} changes it by entries of the log, the services and the HTTP side
 * read it. Which members vote is the raft library's; the two change in the same entries.
 *
 * <p><b>Thread.</b> The apply thread changes {@link dev.pharos.kvstore.cluster.ClusterBook}; the state that
 * it publishes is immutable, for any thread.
 *
 * <p><b>May use.</b> {@code model}, {@code backend}.
 */
@NullMarked
package dev.pharos.kvstore.cluster;

import org.jspecify.annotations.NullMarked;
