package dev.pharos.raft.log;

import dev.pharos.raft.check.Invariant;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.EntrySpan;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Snapshot;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The log of one member. Its entries are in memory from behind the base to the last one; of those up to the
 * base, some are still on disk, and the journal knows which.
 */
public final class Journal {
    /** Answered by {@link #termAt} for an index whose term is not known here. */
    public static final long UNKNOWN_TERM = -1;

    private final Past past;
    private final EntryWindow window;
    private final WriteLedger ledger;
    private final ApplyCursor cursor;
    /** Invariants: never falls; base <= applied <= committed <= last. */
    private long committed;
    /** The newest snapshot that could be sent to a follower, without its data. */
    private Snapshot snapshot;
    /** Came from the leader, is not yet handed to the disk. */
    private @Nullable Snapshot installing;
    /** Was handed to the disk, is not yet handed to the state machine. */
    private @Nullable Snapshot restoring;

    /** The last snapshot that the state machine was handed and has not confirmed, or 0. */
    private long restoreUnderWay;

    /**
     * The log after a start: what recovery found, and how far the state machine already is. The machine
     * applies only what was committed, so its index counts as commit index too; and so does a membership
     * change with another one behind it.
     */
    public Journal(Snapshot snapshot, List<Entry> entries, HardState hardState, long applied) {
        this.past = new Past(snapshot.at());
        this.window = new EntryWindow(snapshot.at().index());
        this.snapshot = withoutData(snapshot);
        entries.forEach(window::append);
        this.ledger = new WriteLedger(hardState, window.last());
        this.cursor = new ApplyCursor(applied);
        long known = Math.max(hardState.commit(), snapshot.at().index());
        this.committed = Math.max(Math.max(known, applied), lastChangeButOne(entries));
        Invariant.check(applied >= window.base(), "the state machine is not behind the log", applied, window.base());
        Invariant.check(committed <= window.last(), "what was committed is still here", committed, window.last());
        cursor.committed(sizeOf(applied + 1, committed));
    }

    /**
     * A change is proposed only when the one before it is applied. A write torn by a crash may have kept
     * the later change and lost the commit index that spoke of the earlier one, and a member must not
     * campaign with a membership two changes old.
     */
    private static long lastChangeButOne(List<Entry> entries) {
        long last = 0;
        long lastButOne = 0;
        for (Entry entry : entries) {
            if (entry.changesMembership()) {
                lastButOne = last;
                last = entry.index();
            }
        }
        return lastButOne;
    }

    public WriteLedger ledger() {
        return ledger;
    }

    /** The position before the first entry in memory. */
    public EntryId base() {
        return past.base();
    }

    /** The first entry that can be had, if need be from disk. */
    public long firstIndex() {
        return past.first() + 1;
    }

    /** The entries behind this position, which is known and lies before the base, as a span to be read from disk. */
    public EntrySpan onDisk(EntryId position) {
        return past.behind(position);
    }

    /** The log on disk begins with this entry, or before it with what nobody may read any more. */
    public void diskStartsAt(long index) {
        past.startAt(index - 1);
    }

    public long lastIndex() {
        return window.last();
    }

    public EntryId last() {
        return new EntryId(termAt(window.last()), window.last());
    }

    public long committed() {
        return committed;
    }

    public long applied() {
        return cursor.applied();
    }

    public Snapshot snapshot() {
        return snapshot;
    }

    public long termAt(long index) {
        if (index <= window.base()) {
            return past.termAt(index);
        }
        return index > window.last() ? UNKNOWN_TERM : window.get(index).term();
    }

    public boolean holds(EntryId position) {
        long known = termAt(position.index());
        return known != UNKNOWN_TERM && known == position.term();
    }

    public Entry get(long index) {
        return window.get(index);
    }

    /** Entries from {@code first} on, at least one if there is any, at most about {@code maxBytes}. */
    public List<Entry> from(long first, long maxBytes) {
        return window.slice(first, window.last(), maxBytes);
    }

    /** A leader's own entry. */
    public void append(Entry entry) {
        window.append(entry);
    }

    /**
     * Takes a leader's entries that follow a position held here. Entries that are here already stay; the
     * first one that differs replaces everything from there on (Raft 5.3).
     */
    public void replaceAfter(EntryId previous, List<Entry> entries) {
        Invariant.check(holds(previous), "entries follow a position held here", previous.index());
        for (Entry entry : entries) {
            if (holds(entry.id())) {
                continue;
            }
            if (entry.index() <= window.last()) {
                cutFrom(entry.index());
            }
            window.append(entry);
        }
    }

    private void cutFrom(long index) {
        Invariant.check(index > committed, "a committed entry is never replaced", index, committed);
        window.cutFrom(index);
        ledger.cutFrom(index);
    }

    /**
     * The last position at or before {@code index} whose term is not above {@code term}: where two logs
     * can agree at the latest, so that a whole term is skipped in one exchange (Raft 5.3, end).
     */
    public EntryId lastAtOrBelow(long index, long term) {
        long candidate = Math.min(index, window.last());
        while (candidate > window.base() && termAt(candidate) > term) {
            candidate--;
        }
        long known = termAt(candidate);
        return new EntryId(known == UNKNOWN_TERM ? 0 : known, candidate);
    }

    public void commitTo(long index) {
        if (index <= committed) {
            return;
        }
        Invariant.check(index <= window.last(), "only entries held are committed", index, window.last());
        cursor.committed(sizeOf(committed + 1, index));
        committed = index;
    }

    /** Entries that the disk has not been given. */
    public List<Entry> unwritten() {
        return window.slice(ledger.handedOutIndex() + 1, window.last(), Long.MAX_VALUE);
    }

    /**
     * Takes the next committed entries for the state machine. They are on this member's own disk too, so
     * that a state machine with its own files never runs ahead of the log that would replay it.
     */
    public List<Entry> takeCommitted(long maxBytesUnderWay) {
        long end = Math.min(committed, ledger.persistedIndex());
        long room = maxBytesUnderWay - cursor.bytesUnderWay();
        if (cursor.handedOut() >= end || room <= 0 || awaitsRestore()) {
            return List.of();
        }
        List<Entry> taken = window.slice(cursor.handedOut() + 1, end, room);
        long bytes = 0;
        for (Entry entry : taken) {
            bytes += entry.sizeBytes();
        }
        cursor.handOut(cursor.handedOut() + taken.size(), bytes);
        return taken;
    }

    public void appliedTo(long index) {
        cursor.applied(index, sizeOf(Math.max(cursor.applied(), window.base()) + 1, index));
    }

    private long sizeOf(long first, long last) {
        long bytes = 0;
        for (long index = first; index <= last; index++) {
            bytes += window.get(index).sizeBytes();
        }
        return bytes;
    }

    /** How much is committed and not applied. */
    public long unappliedBytes() {
        return cursor.bytesWaiting();
    }

    public boolean hasUnappliedMembershipChange() {
        for (long index = Math.max(cursor.applied(), window.base()) + 1; index <= committed; index++) {
            if (window.get(index).changesMembership()) {
                return true;
            }
        }
        return false;
    }

    /**
     * A snapshot of this member's own state is durable. Of the entries before it, those behind {@code
     * keepFrom} stay, as far as they fit into {@code keepBytes}.
     */
    public void compact(Snapshot taken, long keepFrom, long keepBytes) {
        if (taken.at().index() > snapshot.at().index()) {
            snapshot = withoutData(taken);
        }
        long through = Math.min(taken.at().index(), cursor.applied());
        long oldest = Math.max(window.base(), keepFrom);
        for (long bytes = 0; through > oldest; through--) {
            bytes += window.get(through).sizeBytes();
            if (bytes > keepBytes) {
                break;
            }
        }
        for (long index = window.base() + 1; index <= through; index++) {
            past.add(window.get(index).id());
        }
        if (through > window.base()) {
            window.dropThrough(through);
        }
    }

    /** The leader's snapshot replaces the whole log. */
    public void install(Snapshot replacement) {
        EntryId at = replacement.at();
        Invariant.check(at.index() > committed, "a snapshot does not take anything back", at.index(), committed);
        past.restartAt(at);
        window.reset(at.index());
        ledger.restartAt(at.index());
        cursor.forgetWaiting();
        committed = at.index();
        snapshot = withoutData(replacement);
        installing = replacement;
        restoring = null;
    }

    /** The snapshot to write before anything else; answered once. */
    public Optional<Snapshot> takeInstall() {
        Optional<Snapshot> taken = Optional.ofNullable(installing);
        if (installing != null) {
            restoring = installing;
            installing = null;
        }
        return taken;
    }

    /** The snapshot for the state machine, once it is on disk; answered once. */
    public Optional<Snapshot> takeRestore() {
        Snapshot ready = restoring;
        if (ready == null || ledger.persistedIndex() < ready.at().index()) {
            return Optional.empty();
        }
        restoring = null;
        restoreUnderWay = ready.at().index();
        cursor.handOut(ready.at().index(), 0);
        return Optional.of(ready);
    }

    /** The state machine holds the snapshot's state. */
    public void restored(long index) {
        if (restoreUnderWay == index) {
            restoreUnderWay = 0;
        }
        cursor.restored(index);
    }

    /** Whether the state machine still waits for a snapshot that the log already starts from. */
    public boolean awaitsRestore() {
        return installing != null || restoring != null || restoreUnderWay != 0;
    }

    private static Snapshot withoutData(Snapshot full) {
        return new Snapshot(full.at(), full.membership(), Payload.EMPTY);
    }
}
