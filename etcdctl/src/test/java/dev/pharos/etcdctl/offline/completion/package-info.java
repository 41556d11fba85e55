/**
 * <b>What lives here.</b> Tests of the scripts for shells.
 *
 * <p><b>Where it stands.</b> Beside what it tests.
 *
 * <p><b>Thread.</b> The test's.
 *
 * <p><b>May use.</b> {@code offline.completion}, {@code offline.command}.
 */
@NullMarked
package dev.pharos.etcdctl.offline.completion;

import org.jspecify.annotations.NullMarked;
