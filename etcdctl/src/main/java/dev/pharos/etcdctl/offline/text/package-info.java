/**
 * <b>What lives here.</b> Small formats that must be those of the original to the letter: sizes, errors of the disk,
 * quotes.
 *
 * <p><b>Where it stands.</b> At the bottom of the offline tool.
 *
 * <p><b>Thread.</b> Any.
 *
 * <p><b>May use.</b> The JDK.
 */
@NullMarked
package dev.pharos.etcdctl.offline.text;

import org.jspecify.annotations.NullMarked;
