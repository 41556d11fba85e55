/**
 * <b>What lives here.</b> What the library asks of the user's state machine, and of those who watch.
 *
 * <p><b>Where it stands.</b> A port: {@code node} calls it, the user of the library implements it.
 *
 * <p><b>Thread.</b> The apply thread calls the state machine; each type names the exceptions.
 *
 * <p><b>May use.</b> {@code model}, {@code java.util}.
 */
@NullMarked
package dev.pharos.raft.machine;

import org.jspecify.annotations.NullMarked;
