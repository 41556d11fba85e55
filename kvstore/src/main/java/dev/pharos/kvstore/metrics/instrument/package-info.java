/**
 * <b>What lives here.</b> Counters, gauges and histograms that are cheap to change, and the {@link
 * dev.pharos.kvstore.metrics.instrument.Registry} that writes them in Prometheus' text format, number by
 * number as Go's client library prints them. Prometheus' Java library could not be used: it refuses gauges
 * whose names end in {@code _total} and appends that to every counter, and etcd has both.
 *
 * <p><b>Where it stands.</b> Below the metrics of the server, which name what is counted. Knows nothing of
 * etcd.
 *
 * <p><b>Thread.</b> Any. Changing an instrument takes no lock and allocates nothing; looking up a child by its
 * label values does, so children are looked up once and kept.
 *
 * <p><b>May use.</b> {@code java.lang}, {@code java.math}, {@code java.util}.
 */
@NullMarked
package dev.pharos.kvstore.metrics.instrument;

import org.jspecify.annotations.NullMarked;
