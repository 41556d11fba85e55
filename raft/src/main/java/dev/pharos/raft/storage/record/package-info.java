/**
 * <b>What lives here.</b> The records of the log file: their framing, the running checksum that chains
 * them, the small values that only the log knows, and the judgement whether a damaged record is what a
 * loss of power leaves behind ({@link dev.pharos.raft.storage.record.TornTail}).
 *
 * <p><b>Where it stands.</b> Above {@code codec} and {@code disk}, below everything that knows of
 * segments. A record on disk:
 *
 * <pre>
 *   8 bytes, little-endian                    the record (walpb.Record)            0-7 zeros
 *  +-----------------------------+-------------------------------------------+-----------+
 *  | 0x80 + padding | 56 bit len | 1 type : varint, 2 crc : varint, 3 data   |  padding  |
 *  +-----------------------------+-------------------------------------------+-----------+
 *   a length of 0 is the end of the log          crc = CRC-32C over the data of all records so far
 * </pre>
 *
 * <p><b>Thread.</b> Whoever made an object uses it alone.
 *
 * <p><b>May use.</b> {@code codec}, {@code model}, {@code storage.disk}, {@code check}, the JDK.
 */
@NullMarked
package dev.pharos.raft.storage.record;

import org.jspecify.annotations.NullMarked;
