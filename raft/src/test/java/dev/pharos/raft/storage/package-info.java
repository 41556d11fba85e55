/**
 * <b>What lives here.</b> Storage as a whole: the folder on a real disk, and logs exchanged with a real
 * etcd where one is installed.
 *
 * <p><b>Where it stands.</b> Over the tests of the packages below.
 *
 * <p><b>Thread.</b> One, and those of the servers started.
 *
 * <p><b>May use.</b> {@code storage}, the JDK.
 */
@NullMarked
package dev.pharos.raft.storage;

import org.jspecify.annotations.NullMarked;
