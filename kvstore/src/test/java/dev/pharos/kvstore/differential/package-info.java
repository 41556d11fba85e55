/**
 * <b>What lives here.</b> The same random requests to this server and to a real etcd, and a comparison of the
 * answers: {@link dev.pharos.kvstore.differential.DifferentialTest}.
 *
 * <p><b>Where it stands.</b> Outside: both servers are reached over gRPC alone.
 *
 * <p><b>Thread.</b> The test's own; watches are recorded on gRPC's threads.
 *
 * <p><b>May use.</b> {@code blackbox}'s fixtures, {@code server}'s {@code LocalCluster}, gRPC, the generated
 * messages.
 */
@NullMarked
package dev.pharos.kvstore.differential;

import org.jspecify.annotations.NullMarked;
