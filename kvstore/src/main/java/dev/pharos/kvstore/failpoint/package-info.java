/**
 * <b>What lives here.</b> Named places where a test may make the server stop, wait or fail: {@link
 * dev.pharos.kvstore.failpoint.Failpoint} lists them, {@link
 * dev.pharos.kvstore.failpoint.FailpointEnvironment} and {@link
 * dev.pharos.kvstore.failpoint.FailpointEndpoint} switch them with the variables, terms and HTTP calls of
 * gofail, so that fault harnesses made for etcd work here.
 *
 * <p><b>Where it stands.</b> At the very bottom; every other package may hit a point. The two entrances are
 * opened by the composition root, and only if the environment asks for them.
 *
 * <p><b>Thread.</b> Any. A point belongs to the process: servers that share a JVM share its points.
 *
 * <p><b>May use.</b> {@code java.lang}, {@code java.util}, {@code java.io}, {@code java.net}, {@code
 * com.sun.net.httpserver}.
 */
@NullMarked
package dev.pharos.kvstore.failpoint;

import org.jspecify.annotations.NullMarked;
