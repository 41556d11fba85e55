/**
 * <b>What lives here.</b> How the tool reads and writes text: {@link dev.pharos.etcdctl.offline.text.RawText} for what
 * comes in and goes out, and small formats that must be those of the original to the letter.
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
