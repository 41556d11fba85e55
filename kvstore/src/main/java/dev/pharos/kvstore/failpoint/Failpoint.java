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
    /** Log: the record of a snapshot that another member sent is about to be saved. */
    RAFT_BEFORE_SAVE_SNAP("raftBeforeSaveSnap"),
    /** Log: that record is durable, the log does not begin with it yet. */
    RAFT_AFTER_SAVE_SNAP("raftAfterSaveSnap"),
    /** Apply: a snapshot that another member sent is about to take the place of the state. */
    RAFT_BEFORE_APPLY_SNAP("raftBeforeApplySnap"),
    /** Apply: it has taken its place. */
    RAFT_AFTER_APPLY_SNAP("raftAfterApplySnap"),
    /** Raft loop: log files below a snapshot have been let go. */
    RAFT_AFTER_WAL_RELEASE("raftAfterWALRelease"),

    /** Log: bytes are written, the sync has not begun. */
    WAL_BEFORE_SYNC("walBeforeSync"),
    /** Log: the sync has returned. */
    WAL_AFTER_SYNC("walAfterSync"),
    /** Start: the value to return is the size of the log's segments, so that many of them come and go. */
    WAL_SEGMENT_BYTES("walSegmentBytes"),
    /** Start: the value to return is how many segments stay at most for members that lag. */
    WAL_MOST_SEGMENTS("walMostSegments"),

    /** Apply: one committed command is about to be applied. */
    BEFORE_APPLY_ONE_ENTRY_NORMAL("beforeApplyOneEntryNormal"),
    /** Apply: one committed change of members is about to be applied. */
    BEFORE_APPLY_ONE_CONF_CHANGE("beforeApplyOneConfChange"),
    /** Apply: a new store is about to be filled from the database that came with a snapshot. */
    APPLY_BEFORE_OPEN_SNAPSHOT("applyBeforeOpenSnapshot"),
    /** Apply: the new store is in its place and open, and nobody sees it yet. */
    APPLY_AFTER_OPEN_SNAPSHOT("applyAfterOpenSnapshot"),
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
    /** Store: what was written is about to become visible to readers. */
    BEFORE_WRITEBACK_BUF("beforeWritebackBuf"),
    /** Store: what was written is visible to readers. */
    AFTER_WRITEBACK_BUF("afterWritebackBuf"),

    /** Defragmentation: before anything is rewritten. */
    DEFRAG_BEFORE_COPY("defragBeforeCopy"),

    /** Compaction: the wish is about to be recorded. */
    COMPACT_BEFORE_COMMIT_SCHEDULED_COMPACT("compactBeforeCommitScheduledCompact"),
    /** Compaction: the wish is recorded, nothing is removed. */
    COMPACT_AFTER_COMMIT_SCHEDULED_COMPACT("compactAfterCommitScheduledCompact"),
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

    /** Range stream: a chunk is about to be sent. */
    BEFORE_RANGE_STREAM_CHUNK("beforeRangeStreamChunk"),

    /** Lease: the leader is about to look up the remaining time. */
    BEFORE_LOOKUP_WHEN_LEASE_TIME_TO_LIVE("beforeLookupWhenLeaseTimeToLive");

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
