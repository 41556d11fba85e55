/**
 * <b>What lives here.</b> The keys of the store in memory, each with the numbers of its newest record and the
 * size of its pair: a B+tree whose published roots never change, and whose nodes know how many live keys are
 * below them and what their pairs take together.
 *
 * <pre>
 *                 Inner  separators, children, live keys and bytes of pairs below each child
 *                /     \
 *           Inner       Inner
 *          /  |  \     /  |  \
 *       Leaf Leaf ... one byte array each: [common prefix][entry][entry]...   ...[slot 1][slot 0]
 * </pre>
 *
 * <p>An entry is a flag byte, up to five varints and the rest of the key; a slot is where the entry starts
 * and the first two bytes of that rest, so that a search rarely leaves the slots. There is no object per key:
 * a million keys are some ten thousand leaves, which a garbage collector passes over quickly.
 *
 * <p>Two neighbours below one parent that would fill less than three quarters of a node are joined. On
 * average, then, nodes are at least three eighths full, whatever has been removed.
 *
 * <p><b>Where it stands.</b> Below what applies commands, which edits it, and what answers requests, which
 * reads the roots it publishes. It knows nothing of records, values or files.
 *
 * <p><b>Thread.</b> A {@link dev.pharos.kvstore.index.KeyIndex} belongs to everybody; an {@link
 * dev.pharos.kvstore.index.IndexEditor}, {@link dev.pharos.kvstore.index.IndexLoader} or {@link
 * dev.pharos.kvstore.index.IndexCursor} to the one thread that uses it.
 *
 * <p><b>May use.</b> {@code wire.value}, {@code java.lang}, {@code java.lang.invoke}, {@code
 * java.nio.ByteOrder}, {@code java.util}.
 */
@NullMarked
package dev.pharos.kvstore.index;

import org.jspecify.annotations.NullMarked;
