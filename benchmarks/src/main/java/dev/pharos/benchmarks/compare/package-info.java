/**
 * <b>What lives here.</b> The comparison with etcd: one command starts each server in turn on this machine, runs
 * the same loads against both and prints the table of medians for {@code docs/performance.md}.
 *
 * <p><b>Where it stands.</b> On the roof, above {@code load}; nothing uses it.
 *
 * <pre>
 *   CompareMain -- visits: A B B A --> Visit -- each load --> Row: value --> Results -- medians --> Report
 *                                        |
 *                                   RunningServer (own process, own fresh folder, one at a time)
 * </pre>
 *
 * <p><b>Thread.</b> The main thread, one load after the other.
 *
 * <p><b>May use.</b> {@code load}, {@code wire}, {@code /usr/bin/h2load} where it is installed.
 */
@NullMarked
package dev.pharos.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
