/**
 * <b>What lives here.</b> Tests of what is said while the tool works.
 *
 * <p><b>Where it stands.</b> Beside what it tests.
 *
 * <p><b>Thread.</b> The test's.
 *
 * <p><b>May use.</b> {@code offline.terminal}.
 */
@NullMarked
package dev.pharos.etcdctl.offline.terminal;

import org.jspecify.annotations.NullMarked;
