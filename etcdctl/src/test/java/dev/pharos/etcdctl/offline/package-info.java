/**
 * <b>What lives here.</b> Tests of the offline tool as a whole: what it says, in transcripts that a real {@code
 * etcdutl} can be held against, and what its folders and backups are good for, with members of Pharos and of a real
 * etcd.
 *
 * <p><b>Where it stands.</b> On top of the tool and of the server.
 *
 * <p><b>Thread.</b> The test's.
 *
 * <p><b>May use.</b> The tool, {@code kvstore}'s servers, {@code wire}.
 */
@NullMarked
package dev.pharos.etcdctl.offline;

import org.jspecify.annotations.NullMarked;
