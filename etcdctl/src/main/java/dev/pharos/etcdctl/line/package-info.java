/**
 * <b>What lives here.</b> How a command line is written and read: flags, words, and what is wrong with them.
 *
 * <p><b>Where it stands.</b> Above {@code text}; commands name their {@link dev.pharos.etcdctl.line.Syntax} and are
 * given a {@link dev.pharos.etcdctl.line.Line}.
 *
 * <p><b>Thread.</b> Any; there is no state.
 *
 * <p><b>May use.</b> {@code text}, picocli.
 */
@NullMarked
package dev.pharos.etcdctl.line;

import org.jspecify.annotations.NullMarked;
