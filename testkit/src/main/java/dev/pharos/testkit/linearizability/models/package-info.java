/**
 * <b>What lives here.</b> Models of the objects that tests check most: a register
 * ({@link dev.pharos.testkit.linearizability.models.RegisterModel}) and a map
 * ({@link dev.pharos.testkit.linearizability.models.MapModel}). What an operation means is written once, in its input:
 * {@code next} and {@code answer} are also enough to play the object.
 *
 * <p><b>Where it stands.</b> Beside the search, which knows only their {@code Model} side.
 *
 * <p><b>Thread.</b> Any; every type is immutable.
 *
 * <p><b>May use.</b> {@code linearizability}, {@code history} and the JDK.
 */
@NullMarked
package dev.pharos.testkit.linearizability.models;

import org.jspecify.annotations.NullMarked;
