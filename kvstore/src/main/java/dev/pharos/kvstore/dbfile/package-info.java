/**
 * <b>What lives here.</b> etcd's database file, read and written: a B+tree of pages, the format of
 * backups, of the Maintenance Snapshot stream and of snapshots between members. {@link
 * dev.pharos.kvstore.dbfile.DbFilePlan} and {@link dev.pharos.kvstore.dbfile.DbFile} are the two doors,
 * {@link dev.pharos.kvstore.dbfile.BucketRows} is what goes through both.
 *
 * <p><b>Where it stands.</b> Above nothing, below whoever saves, sends, receives or restores a store; it
 * knows of buckets and rows and not what they mean. A file as it is written here:
 *
 * <pre>
 *  page 0   page 1   page 2     pages 3 ...
 * +------+ +------+ +--------+ +--------------------------+ +--------------------+ +-----------+
 * | meta | | meta | | no free| | leaves of a bucket, then | | ... of the next,   | | directory |
 * |      | |      | | pages  | | its branches, root last  | | if it needs pages  | |           |
 * +------+ +------+ +--------+ +--------------------------+ +--------------------+ +-----------+
 *   name the directory          rows, ascending by key                              name -> root page,
 *                                                                                   or a small bucket itself
 *
 *  a page:   header 16 | element 16 x count | key value key value ... | zeros
 *            (id, kind, count, pages that follow)
 * </pre>
 *
 * <p>Since the rows are read twice, first for their sizes alone, every page has its number before the first
 * byte is written, and the file can go straight into a socket.
 *
 * <p><b>Thread.</b> Whoever made an object uses it alone, but for {@code DbFile} and its buckets, which
 * any thread may ask for cursors and values.
 *
 * <p><b>May use.</b> {@code wire}'s values, the JDK.
 */
@NullMarked
package dev.pharos.kvstore.dbfile;

import org.jspecify.annotations.NullMarked;
