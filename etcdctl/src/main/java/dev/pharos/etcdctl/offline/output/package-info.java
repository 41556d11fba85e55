/**
 * <b>What lives here.</b> The answers of the tool and their forms: a record for each answer, a class for each {@link
 * dev.pharos.etcdctl.offline.output.OutputFormat}.
 *
 * <p><b>Where it stands.</b> Above {@code offline.text}; {@code offline.file} fills the records, the commands print
 * them.
 *
 * <p><b>Thread.</b> Any.
 *
 * <p><b>May use.</b> {@code offline.text}, {@code offline.terminal} for its failure, {@code output} for the frame
 * of tables, the JDK.
 */
@NullMarked
package dev.pharos.etcdctl.offline.output;

import org.jspecify.annotations.NullMarked;
