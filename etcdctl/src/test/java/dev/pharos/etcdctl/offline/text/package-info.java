/**
 * <b>What lives here.</b> Tests of the small formats.
 *
 * <p><b>Where it stands.</b> Beside what it tests.
 *
 * <p><b>Thread.</b> The test's.
 *
 * <p><b>May use.</b> {@code offline.text}.
 */
@NullMarked
package dev.pharos.etcdctl.offline.text;

import org.jspecify.annotations.NullMarked;
