/**
 * <b>What lives here.</b> Reading a range: {@link dev.pharos.kvstore.mvcc.read.Moment} is what a reader looks
 * at, {@link dev.pharos.kvstore.mvcc.read.RangeReader} answers a question about it, and {@link
 * dev.pharos.kvstore.mvcc.read.RangeScan} does so piece by piece.
 *
 * <p><b>Where it stands.</b> Between the index and the rows. The index says which keys there are and where their
 * newest record stands; the pair comes from the row under the key if that holds this very record, else from the
 * history. So an answer is exact for the moment of the index, however much was written since. What compaction
 * has meanwhile taken away is answered with a refusal, never with something else.
 *
 * <p><b>Thread.</b> Any; each reader makes its own objects.
 *
 * <p><b>May use.</b> {@code model}, {@code index}, {@code backend}, {@code mvcc.record}, {@code raft}'s checks,
 * {@code wire}'s values and errors.
 */
@NullMarked
package dev.pharos.kvstore.mvcc.read;

import org.jspecify.annotations.NullMarked;
