package dev.pharos.raft.replication;

import dev.pharos.raft.check.Invariant;
import dev.pharos.raft.model.RaftOptions;
import java.util.OptionalLong;

/** What a leader knows of one member. Invariant: {@code match < next}. */
public final class Progress {
    /** At the usual election timeout some five minutes: who restarts or is upgraded is back by then. */
    private static final int PATIENCE_CHECKS = 300;

    private final InflightWindow inflight;
    private ProgressMode mode = ProgressMode.PROBE;
    /** The member's log is known to equal the leader's through here. */
    private long match;
    /** The next entry to send. */
    private long next;
    /** The index of the last snapshot sent, under way or delivered; 0 once it has failed. */
    private long lastSnapshot;
    /** The member answered something since the last check for a quorum. */
    private boolean recentlyActive;
    /** So many checks found it silent since it was last heard. */
    private int silentChecks;
    /** In PROBE: a probe was sent and not answered. */
    private boolean awaitingAnswer;
    /** Entries for the member are being read from disk; nothing else is sent to it meanwhile. */
    private boolean recalling;
    /** The member seems to have missed something: send an append even if it is empty. */
    private boolean nudged;
    /** The newest commit index sent along with an append. */
    private long commitSent;
    /** The newest heartbeat round that the member answered. */
    private long answeredRound;

    Progress(long next, RaftOptions.Flow flow) {
        this.next = next;
        this.inflight = new InflightWindow(flow.maxInflightMessages(), flow.maxInflightBytes());
    }

    public ProgressMode mode() {
        return mode;
    }

    public long match() {
        return match;
    }

    public long next() {
        return next;
    }

    /** In SNAPSHOT: the index of the snapshot under way; 0 otherwise. */
    public long pendingSnapshot() {
        return mode == ProgressMode.SNAPSHOT ? lastSnapshot : 0;
    }

    public int appendsUnderWay() {
        return inflight.size();
    }

    public long answeredRound() {
        return answeredRound;
    }

    public boolean isRecentlyActive() {
        return recentlyActive;
    }

    void forgetActivity() {
        silentChecks++;
        recentlyActive = false;
    }

    /** The entry that the member will want next, unless it has been silent for long. */
    OptionalLong needs() {
        return silentChecks <= PATIENCE_CHECKS
                ? OptionalLong.of((awaitsSnapshot() ? lastSnapshot : match) + 1)
                : OptionalLong.empty();
    }

    public void heard() {
        recentlyActive = true;
        silentChecks = 0;
    }

    /** Whether a snapshot was sent that the member has not confirmed; it will want what follows it. */
    boolean awaitsSnapshot() {
        return lastSnapshot > match;
    }

    /** There is no snapshot for the member yet; ask again when it says something. */
    public void snapshotMissing() {
        probe();
        awaitingAnswer = true;
    }

    /** Whether the next append may go out now, entries or none. */
    public boolean maySend() {
        if (recalling) {
            return false;
        }
        return switch (mode) {
            case PROBE -> !awaitingAnswer;
            case REPLICATE -> !inflight.isFull();
            case SNAPSHOT -> false;
        };
    }

    /**
     * Whether an append is due although no entry may be sent: a probe, news of the commit index, or a
     * nudge, which goes out even when the window is full, or appends that were all lost would fill it
     * for ever.
     */
    public boolean owesEmptyAppend(long committed) {
        if (recalling) {
            return false;
        }
        return switch (mode) {
            case PROBE -> !awaitingAnswer;
            case REPLICATE -> nudged || (!inflight.isFull() && commitSent < committed);
            case SNAPSHOT -> false;
        };
    }

    /** The next entries are being read from disk. */
    public void recall() {
        Invariant.check(maySend(), "entries are read when they may be sent", next);
        recalling = true;
    }

    /** Whatever was read from disk, or not, is here. */
    public void recalled() {
        recalling = false;
    }

    /** An append went out, with {@code count} entries from {@code next} on. */
    public void sent(int count, long bytes, long commit) {
        Invariant.check(count == 0 || maySend(), "entries are sent only when they may be", next);
        nudged = false;
        commitSent = Math.max(commitSent, commit);
        if (mode == ProgressMode.PROBE) {
            awaitingAnswer = true;
        } else if (count > 0) {
            next += count;
            inflight.add(next - 1, bytes);
        }
    }

    /**
     * The member has the leader's log through {@code index}; {@code firstHeld} is the first entry that
     * the leader can still send.
     */
    public void accepted(long index, long firstHeld) {
        boolean news = index > match;
        match = Math.max(match, index);
        next = Math.max(next, index + 1);
        switch (mode) {
            case PROBE -> {
                if (index == match) {
                    replicate();
                }
            }
            case REPLICATE -> inflight.freeThrough(index);
            case SNAPSHOT -> {
                if (news && match + 1 >= firstHeld) {
                    replicate();
                }
            }
        }
    }

    /**
     * The member refused entries after {@code refused}; its log can meet the leader's at {@code meeting}
     * at the latest.
     */
    public void rejected(long refused, long meeting) {
        if (mode == ProgressMode.REPLICATE) {
            if (refused > match) {
                probe();
            }
        } else if (mode == ProgressMode.PROBE && refused == next - 1) {
            next = Math.max(Math.min(refused, meeting + 1), match + 1);
            awaitingAnswer = false;
        }
    }

    /** The member answered heartbeats of {@code round}: a lost probe may be repeated, a lost append found out. */
    public void answeredHeartbeat(long round, long lastIndex) {
        heard();
        answeredRound = Math.max(answeredRound, round);
        awaitingAnswer = false;
        if (match < lastIndex) {
            nudged = true;
        }
    }

    /** Messages to the member may have been lost. */
    public void unreachable() {
        if (mode == ProgressMode.REPLICATE) {
            probe();
        }
    }

    public void snapshotSent(long index) {
        become(ProgressMode.SNAPSHOT);
        lastSnapshot = index;
    }

    /** The snapshot arrived; go on behind it once the member says something. */
    public void snapshotDelivered() {
        if (mode == ProgressMode.SNAPSHOT) {
            probe();
            next = Math.max(next, lastSnapshot + 1);
            awaitingAnswer = true;
        }
    }

    public void snapshotFailed() {
        if (mode == ProgressMode.SNAPSHOT) {
            lastSnapshot = 0;
            probe();
            awaitingAnswer = true;
        }
    }

    private void probe() {
        become(ProgressMode.PROBE);
        next = match + 1;
    }

    private void replicate() {
        become(ProgressMode.REPLICATE);
        next = match + 1;
    }

    private void become(ProgressMode newMode) {
        mode = newMode;
        awaitingAnswer = false;
        inflight.clear();
    }
}
