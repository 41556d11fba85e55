/**
 * <b>What lives here.</b> The answers to what members ask each other beside raft: renew this lease, how long has that
 * one, let this learner vote, what is your hash.
 *
 * <p><b>Where it stands.</b> The counterpart of {@code peer.ask}, above the services that do what is asked. {@code
 * peer} leads requests here.
 *
 * <p><b>Thread.</b> The event loops; answers that take longer come from where the services complete.
 *
 * <p><b>May use.</b> {@code http.exchange}, {@code service}, {@code cluster}, {@code model}, Gson, {@code wire}.
 */
@NullMarked
package dev.pharos.kvstore.peer.answer;

import org.jspecify.annotations.NullMarked;
