/**
 * <b>What lives here.</b> The server's own log: {@link dev.pharos.kvstore.logging.ServerLog}, in the two
 * formats that programs around etcd read, and {@link dev.pharos.kvstore.logging.LibraryLogs}, which
 * leads what libraries log into it.
 *
 * <pre>
 *  any thread ---> LogEntry (encodes) ---> LineQueue (bounded, full: count and drop)
 *                                              |
 *                             log-writer ------+---> LineSink: stderr, stdout, file, rotating file
 * </pre>
 *
 * <p><b>Where it stands.</b> At the bottom of the module; everything may log.
 *
 * <p><b>Thread.</b> An entry belongs to the thread that made it. {@code log-writer} owns the sinks and is
 * the only one that a full pipe can stop. The queue and the sampler are shared and guarded.
 *
 * <p><b>May use.</b> The JDK.
 */
@NullMarked
package dev.pharos.kvstore.logging;

import org.jspecify.annotations.NullMarked;
