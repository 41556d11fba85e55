package dev.pharos.kvstore.failpoint;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A place where a test may make the server stop, wait or fail. A point that is off costs one field read and
 * allocates nothing, so points may stand on hot paths.
 *
 * <p>Being enum constants, all points can be listed and switched before the code around them has run.
 *
 * <p>Threads: any. A switch is seen by every hit that starts after it.
 */
public enum Failpoint {
    /** Raft loop: a batch of entries and hard state is about to be handed to the log. */
    RAFT_BEFORE_SAVE("raftBeforeSave"),
    /** Raft loop: the batch is durable, nobody has been told. */
    RAFT_AFTER_SAVE("raftAfterSave"),
    /** Raft loop: a snapshot received from the leader is about to be recorded in the log. */
    RAFT_BEFORE_SAVE_SNAP("raftBeforeSaveSnap"),
    /** Raft loop: the received snapshot is recorded. */
    RAFT_AFTER_SAVE_SNAP("raftAfterSaveSnap"),
    /** Raft loop: a recorded snapshot is about to replace the raft state in memory. */
    RAFT_BEFORE_APPLY_SNAP("raftBeforeApplySnap"),
    /** Raft loop: the snapshot has replaced the raft state in memory. */
    RAFT_AFTER_APPLY_SNAP("raftAfterApplySnap"),
    /** Raft loop: log files below a snapshot have been let go. */
    RAFT_AFTER_WAL_RELEASE("raftAfterWALRelease"),
    /** Raft loop: a leader is about to send messages to its peers. */
    RAFT_BEFORE_LEADER_SEND("raftBeforeLeaderSend"),
    /** Raft loop: a follower is about to send messages, its log being durable. */
    RAFT_BEFORE_FOLLOWER_SEND("raftBeforeFollowerSend"),
    /** Raft loop: the work of one round is done, the next has not been asked for. */
    RAFT_BEFORE_ADVANCE("raftBeforeAdvance"),
    /** Transport: with a value, a heartbeat from a peer is dropped. */
    RAFT_DROP_HEARTBEAT("raftDropHeartbeat"),

    /** Log: bytes are written, the sync has not begun. */
    WAL_BEFORE_SYNC("walBeforeSync"),
    /** Log: the sync has returned. */
    WAL_AFTER_SYNC("walAfterSync"),

    /** Apply: a received snapshot is about to be opened as the store. */
    APPLY_BEFORE_OPEN_SNAPSHOT("applyBeforeOpenSnapshot"),
    /** Apply: the received snapshot is the store, nothing has been read from it. */
    APPLY_AFTER_OPEN_SNAPSHOT("applyAfterOpenSnapshot"),
    /** Apply: one committed command is about to be applied. */
    BEFORE_APPLY_ONE_ENTRY_NORMAL("beforeApplyOneEntryNormal"),
    /** Apply: one committed change of members is about to be applied. */
    BEFORE_APPLY_ONE_CONF_CHANGE("beforeApplyOneConfChange"),
    /** Start: the member is about to publish its name and client URLs. */
    BEFORE_PUBLISHING("beforePublishing"),

    /** Store: a batch is complete, its commit has not begun. */
    BEFORE_COMMIT("beforeCommit"),
    /** Store: a batch is committed. */
    AFTER_COMMIT("afterCommit"),
    /** Store: the applied index is about to join the batch. */
    COMMIT_BEFORE_PRE_COMMIT_HOOK("commitBeforePreCommitHook"),
    /** Store: the applied index is in the batch. */
    COMMIT_AFTER_PRE_COMMIT_HOOK("commitAfterPreCommitHook"),
    /** Store: a new batch is about to be opened. */
    BEFORE_START_DB_TXN("beforeStartDBTxn"),
    /** Store: a new batch is open. */
    AFTER_START_DB_TXN("afterStartDBTxn"),
    /** Store: what was written is about to become visible to readers. */
    BEFORE_WRITEBACK_BUF("beforeWritebackBuf"),
    /** Store: what was written is visible to readers. */
    AFTER_WRITEBACK_BUF("afterWritebackBuf"),

    /** Defragmentation: before anything is rewritten. */
    DEFRAG_BEFORE_COPY("defragBeforeCopy"),
    /** Defragmentation: the rewritten store is about to take the place of the old one. */
    DEFRAG_BEFORE_RENAME("defragBeforeRename"),
    /** Defragmentation: with a value, opening the new file fails. */
    DEFRAG_OPEN_FILE_ERROR("defragOpenFileError"),
    /** Defragmentation: with a value, the rewriting fails. */
    DEFRAGDB_FAIL("defragdbFail"),

    /** Compaction: the wish is about to be recorded. */
    COMPACT_BEFORE_COMMIT_SCHEDULED_COMPACT("compactBeforeCommitScheduledCompact"),
    /** Compaction: the wish is recorded, nothing is removed. */
    COMPACT_AFTER_COMMIT_SCHEDULED_COMPACT("compactAfterCommitScheduledCompact"),
    /** Compaction: a batch of removals has the store for itself. */
    COMPACT_AFTER_ACQUIRED_BATCH_TX_LOCK("compactAfterAcquiredBatchTxLock"),
    /** Compaction: all is removed, the end is about to be recorded. */
    COMPACT_BEFORE_SET_FINISHED_COMPACT("compactBeforeSetFinishedCompact"),
    /** Compaction: its end is recorded. */
    COMPACT_AFTER_SET_FINISHED_COMPACT("compactAfterSetFinishedCompact"),
    /** Compaction: a batch of removals is about to be committed. */
    COMPACT_BEFORE_COMMIT_BATCH("compactBeforeCommitBatch"),
    /** Compaction: a batch of removals is committed. */
    COMPACT_AFTER_COMMIT_BATCH("compactAfterCommitBatch"),

    /** Watch: an answer is about to go to a stream. */
    BEFORE_SEND_WATCH_RESPONSE("beforeSendWatchResponse"),
    /** Watch: watchers that lag are about to be served from the past. */
    BEFORE_SYNC_WATCHERS("beforeSyncWatchers"),
    /** Watch: watchers whose stream was full are about to be tried again. */
    BEFORE_MOVE_VICTIMS("beforeMoveVictims"),
    /** Watch: a progress notice is wanted, it is not known whether the watcher has caught up. */
    BEFORE_PROGRESS_IF_SYNC("beforeProgressIfSync"),

    /** Range stream: a chunk is about to be sent. */
    BEFORE_RANGE_STREAM_CHUNK("beforeRangeStreamChunk"),

    /** Lease: a renewal is about to wait for a checkpoint of the remaining time. */
    BEFORE_CHECKPOINT_IN_LEASE_RENEW("beforeCheckpointInLeaseRenew"),
    /** Lease: the leader is about to serve a renewal forwarded by a follower. */
    BEFORE_SERVE_HTTP_LEASE_RENEW("beforeServeHTTPLeaseRenew"),
    /** Lease: the leader is about to look up the remaining time. */
    BEFORE_LOOKUP_WHEN_LEASE_TIME_TO_LIVE("beforeLookupWhenLeaseTimeToLive"),
    /** Lease: the leader is about to look up the remaining time for a follower. */
    BEFORE_LOOKUP_WHEN_FORWARD_LEASE_TIME_TO_LIVE("beforeLookupWhenForwardLeaseTimeToLive"),

    /** Membership: the sender of a peer request has been found among the members. */
    AFTER_IS_MEMBER_EXIST("afterIsMemberExist");

    private static final Map<String, Failpoint> BY_LABEL =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Failpoint::label, Function.identity()));

    private final String label;

    /** Null while off. */
    // Mutable although an enum's: harnesses switch the points of a running process from outside.
    @SuppressWarnings("ImmutableEnumChecker")
    private volatile @Nullable FaultPlan plan;

    Failpoint(String label) {
        this.label = label;
    }

    /**
     * The point with this name. Harnesses of older releases put the place in the source before it, with
     * slashes; that part is not looked at.
     */
    public static Optional<Failpoint> find(String name) {
        return Optional.ofNullable(BY_LABEL.get(name.substring(name.lastIndexOf('/') + 1)));
    }

    /** The name by which harnesses know this point. */
    public String label() {
        return label;
    }

    /** Ends the process, waits, or does nothing, as switched. A value to return is ignored. */
    public void hit() {
        FaultPlan current = plan;
        if (current != null) {
            Optional<String> ignored = current.strike(this);
        }
    }

    /** As {@link #hit}, for places that can fail softly: the text of a {@code return} term, if that is on. */
    public Optional<String> evaluate() {
        FaultPlan current = plan;
        return current == null ? Optional.empty() : current.strike(this);
    }

    /**
     * Switches this point on. The term counts from anew.
     *
     * @throws MalformedTerm if the term cannot be read; the point stays as it was
     */
    public void enable(String term) {
        plan = FaultPlan.parse(term);
    }

    public void disable() {
        plan = null;
    }

    /** The term as it was given, empty when off. */
    public String term() {
        FaultPlan current = plan;
        return current == null ? "" : current.text();
    }
}
