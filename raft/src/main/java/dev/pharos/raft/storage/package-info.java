/**
 * <b>What lives here.</b> The entrance: {@link dev.pharos.raft.storage.MemberStorage} opens or makes
 * everything a member keeps on disk.
 *
 * <p><b>Where it stands.</b> On top of the packages below it; bottom-up: {@code disk}, {@code record},
 * {@code log} and {@code snapshot}, {@code recovery}.
 *
 * <p><b>Thread.</b> The one that starts and stops the member.
 *
 * <p><b>May use.</b> All packages below it, the JDK.
 */
@NullMarked
package dev.pharos.raft.storage;

import org.jspecify.annotations.NullMarked;
