/**
 * <b>What lives here.</b> {@link dev.pharos.testkit.dns.LoopbackNameServer}, which knows the services that a test tells
 * it of.
 *
 * <p><b>Where it stands.</b> Beside the tests of whatever looks for others through a domain.
 *
 * <p><b>Thread.</b> A server answers in a thread of its own until it is closed; services may be added from any.
 *
 * <p><b>May use.</b> The JDK alone.
 */
@NullMarked
package dev.pharos.testkit.dns;

import org.jspecify.annotations.NullMarked;
