/**
 * <b>What lives here.</b> The one table of what can go wrong on the wire, {@link
 * dev.pharos.wire.error.EtcdError}: a gRPC code and an exact text each, because clients in every language
 * tell errors apart by the text. Around it, the same errors as a watch, an HTTP gateway and a Go program
 * write them, and which of them invite another try.
 *
 * <p><b>Where it stands.</b> At the bottom: servers raise from this table at their edge, clients recognise
 * by it.
 *
 * <p><b>Thread.</b> Any; every type is immutable.
 *
 * <p><b>May use.</b> {@code java.lang}, {@code java.util}, gRPC's {@code Status}.
 */
@NullMarked
package dev.pharos.wire.error;

import org.jspecify.annotations.NullMarked;
