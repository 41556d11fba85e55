/**
 * <b>What lives here.</b> The tests of {@code dbfile}.
 *
 * <p><b>Where it stands.</b> Beside the package they test.
 *
 * <p><b>Thread.</b> One, unless a test says otherwise.
 *
 * <p><b>May use.</b> {@code dbfile}, the JDK, and Debian's {@code etcd} and {@code etcdctl} where they are
 * installed.
 */
@NullMarked
package dev.pharos.kvstore.dbfile;

import org.jspecify.annotations.NullMarked;
