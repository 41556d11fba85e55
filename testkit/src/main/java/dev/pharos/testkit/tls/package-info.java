/**
 * <b>What lives here.</b> {@link dev.pharos.testkit.tls.Certificate}, made for one test.
 *
 * <p><b>Where it stands.</b> Beside the tests of whatever speaks TLS.
 *
 * <p><b>Thread.</b> Any.
 *
 * <p><b>May use.</b> The JDK alone.
 */
@NullMarked
package dev.pharos.testkit.tls;

import org.jspecify.annotations.NullMarked;
