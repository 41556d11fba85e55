/**
 * <b>What lives here.</b> Reading an existing log back: which segments there are, what they say, from
 * which snapshot to start, where the log ends, and making that end fit to append to.
 *
 * <p><b>Where it stands.</b> Above {@code storage.log} and {@code storage.snapshot}. Everything is judged
 * before anything is changed:
 *
 * <pre>
 *   first pass:  markers, last hard state, identity, checksums --> newest marker with a usable snapshot
 *   second pass: the entries behind that snapshot               --> is the hard state possible?
 *   then:        keep a copy of a torn tail, zero it, go on
 * </pre>
 *
 * <p><b>Thread.</b> The one that starts the member.
 *
 * <p><b>May use.</b> The rest of {@code storage}, {@code codec}, {@code model}, the JDK.
 */
@NullMarked
package dev.pharos.raft.storage.recovery;

import org.jspecify.annotations.NullMarked;
