/**
 * <b>What lives here.</b> The checks that stay on in production: {@link
 * dev.pharos.raft.check.Invariant} for facts that must hold, {@link dev.pharos.raft.check.OwnerThread}
 * for objects with one owner.
 *
 * <p><b>Where it stands.</b> At the very bottom; every other package calls it and it calls nobody.
 *
 * <p><b>Thread.</b> Any; an {@code OwnerThread} belongs to the object that it guards.
 *
 * <p><b>May use.</b> {@code java.lang} alone.
 */
@NullMarked
package dev.pharos.raft.check;

import org.jspecify.annotations.NullMarked;
