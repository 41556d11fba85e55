/**
 * <b>What lives here.</b> What is wrong with a request before anybody looks at the store, and how a range
 * request reads as a question.
 *
 * <p><b>Where it stands.</b> Between the services, which refuse what does not pass, and the store. What
 * depends on the state (does the lease exist, is the revision there) is found out when a request is applied.
 *
 * <p><b>Thread.</b> Any; nothing here has state.
 *
 * <p><b>May use.</b> {@code model}, {@code wire} with its generated messages.
 */
@NullMarked
package dev.pharos.kvstore.request;

import org.jspecify.annotations.NullMarked;
