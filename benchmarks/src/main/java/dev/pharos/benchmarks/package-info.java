/**
 * <b>What lives here.</b> JMH benchmarks of the modules below.
 *
 * <p><b>Where it stands.</b> On the roof: it uses anything, nothing uses it. Results and what bounds them
 * are in {@code docs/performance.md}.
 *
 * <p><b>Thread.</b> JMH's.
 *
 * <p><b>May use.</b> Everything.
 */
@NullMarked
package dev.pharos.benchmarks;

import org.jspecify.annotations.NullMarked;
