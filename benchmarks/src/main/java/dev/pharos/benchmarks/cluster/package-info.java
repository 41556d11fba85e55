/**
 * <b>What lives here.</b> Pharos and etcd as clusters of three processes on this machine, visited by turns with the
 * same loads: {@link dev.pharos.benchmarks.cluster.ClusterMain}.
 *
 * <p><b>Where it stands.</b> At the top; it borrows the loads of {@code load}.
 *
 * <p><b>Thread.</b> The main thread drives everything.
 *
 * <p><b>May use.</b> {@code load}, {@code wire}, gRPC, the JDK.
 */
@NullMarked
package dev.pharos.benchmarks.cluster;

import org.jspecify.annotations.NullMarked;
