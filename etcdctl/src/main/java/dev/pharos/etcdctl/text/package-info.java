/**
 * <b>What lives here.</b> How bytes, quoted strings, numbers and spans of time are written and read, so that nobody can
 * tell this program from the original by its texts.
 *
 * <p><b>Where it stands.</b> At the bottom; everything else here speaks in {@link dev.pharos.etcdctl.text.ByteText}.
 *
 * <p><b>Thread.</b> Any; there is no state.
 *
 * <p><b>May use.</b> The JDK, byte strings of protobuf.
 */
@NullMarked
package dev.pharos.etcdctl.text;

import org.jspecify.annotations.NullMarked;
