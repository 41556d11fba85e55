/**
 * <b>What lives here.</b> The ways in which a proposal or a read can fail, told apart by what the caller
 * may do next.
 *
 * <p><b>Where it stands.</b> Vocabulary of {@code node}'s futures, for the user of the library.
 *
 * <p><b>Thread.</b> Any; the types are immutable.
 *
 * <p><b>May use.</b> {@code java.lang}.
 */
@NullMarked
package dev.pharos.raft.outcome;

import org.jspecify.annotations.NullMarked;
