/**
 * <b>What lives here.</b> How members reach each other: what the library sends through, and what it is
 * reached by.
 *
 * <p><b>Where it stands.</b> A port: {@code node} calls {@link dev.pharos.raft.transport.Transport}, the
 * network side implements it and calls {@link dev.pharos.raft.transport.Inbox}.
 *
 * <p><b>Thread.</b> Any; implementations are safe for use by several threads and never block the caller.
 *
 * <p><b>May use.</b> {@code model}.
 */
@NullMarked
package dev.pharos.raft.transport;

import org.jspecify.annotations.NullMarked;
