/**
 * <b>What lives here.</b> The work on files: what a backup holds ({@link
 * dev.pharos.etcdctl.offline.file.FileStatus}, {@link dev.pharos.etcdctl.offline.file.KeyHashOfFile}), a folder made
 * out of one ({@link dev.pharos.etcdctl.offline.file.SnapshotRestore}), and what can be done to the folder of a
 * stopped member ({@link dev.pharos.etcdctl.offline.file.Defragmentation}, {@link
 * dev.pharos.etcdctl.offline.file.StorageMigration}, {@link dev.pharos.etcdctl.offline.file.FolderCopy}).
 *
 * <p><b>Where it stands.</b> Between the commands and the file formats of {@code kvstore} and {@code raft}. Nothing
 * that is there already is changed in place: a new file or folder is written beside and then gets its name.
 *
 * <p><b>Thread.</b> The one that runs the tool.
 *
 * <p><b>May use.</b> {@code offline.output} for the answers, {@code offline.terminal}, {@code offline.text}; of {@code
 * kvstore} the formats of files, {@code raft}'s storage, codec and model.
 */
@NullMarked
package dev.pharos.etcdctl.offline.file;

import org.jspecify.annotations.NullMarked;
