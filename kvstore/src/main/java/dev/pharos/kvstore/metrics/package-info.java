/**
 * <b>What lives here.</b> What the server tells Prometheus about itself, under the names, types, labels and
 * buckets of etcd, so that dashboards and alerts made for etcd work unchanged. {@link
 * dev.pharos.kvstore.metrics.ServerMetrics} holds one group per subject.
 *
 * <p>Groups show their instruments as final fields: each is a handle that any thread may use, and an accessor
 * for each would double the page. A counter or histogram is pushed where the thing happens; a gauge is pushed
 * or is given a source by the composition root. What no longer happens here (etcd's second version, phases of
 * its storage) stays 0.
 *
 * <p><b>Where it stands.</b> Low: whatever counts is handed its group and calls it. One {@code ServerMetrics}
 * per server; nothing is global.
 *
 * <p><b>Thread.</b> Any.
 *
 * <p><b>May use.</b> {@code metrics.instrument}, {@code io.grpc}, {@code java.lang}, {@code java.io}, {@code
 * java.nio}, {@code java.time}, {@code java.util}.
 */
@NullMarked
package dev.pharos.kvstore.metrics;

import org.jspecify.annotations.NullMarked;
