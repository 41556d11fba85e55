package dev.pharos.kvstore.mvcc;

import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.BackendFailure;
import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.failpoint.Failpoint;
import dev.pharos.kvstore.index.KeyIndex;
import dev.pharos.kvstore.model.Commit;
import dev.pharos.kvstore.model.Event;
import dev.pharos.kvstore.model.History;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.kvstore.mvcc.read.KeyLookup;
import dev.pharos.kvstore.mvcc.read.Moment;
import dev.pharos.kvstore.mvcc.read.Records;
import dev.pharos.kvstore.mvcc.record.MetaRow;
import dev.pharos.raft.check.Invariant;
import dev.pharos.raft.check.OwnerThread;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.value.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Every key with its revisions. Changes belong to the apply thread, the first to call {@link #begin}; reading is
 * for all. Nothing that was changed is seen by readers, or survives a crash, before {@link #publish}, and then
 * all of it at once.
 *
 * <p>The rows are the backend's, which outlives the store and is closed by whoever opened it.
 */
public final class MvccStore implements AutoCloseable, History {
    private final Backend backend;
    private final Ledger ledger;
    private final Records records;
    private final RecentViews recentViews = new RecentViews(System::nanoTime);
    private final DeadKeys deadKeys;
    private final Compactor compactor;
    private final PastEvents events;
    private final StoreHash hash;
    private final OwnerThread applyThread = new OwnerThread("the store");
    private final Stage stage;
    private volatile ReadView newest;

    /** The apply thread's. */
    private boolean inTransaction;

    private MvccStore(Backend backend, StoreOptions options, Marks marks, KeyIndex index, Runnable afterBatch) {
        this.backend = backend;
        this.ledger = new Ledger(backend);
        this.records = Records.in(backend);
        this.deadKeys = new DeadKeys();
        this.stage = new Stage(backend, backend.newBatch(), index.edit(), ledger, marks);
        this.newest = viewOf(index, marks.revision(), marks.compactRevision());
        HashesOfCompactions hashes = new HashesOfCompactions(options.rememberedHashes());
        this.hash = new StoreHash(backend, this::view, hashes);
        Compactor.Effects effects = new Compactor.Effects(ledger, deadKeys, hashes, this::view);
        this.compactor = new Compactor(backend, options, effects, marks, afterBatch);
        this.events = new PastEvents(backend, this::view);
    }

    /**
     * Reads what the backend holds, and takes up a compaction that was not finished.
     *
     * @param leases is told of every live key with a lease, before this returns
     */
    public static MvccStore open(Backend backend, StoreOptions options, LeaseRows leases) {
        return open(backend, options, leases, () -> {});
    }

    /** @param afterBatch runs on the compactor's thread after each of its batches but the last */
    static MvccStore open(Backend backend, StoreOptions options, LeaseRows leases, Runnable afterBatch) {
        if (MetaRow.IMPORTING.get(backend, 0) != 0) {
            throw new BackendFailure("the store in " + backend.folder()
                    + " was being filled when the process ended; remove it and fill it anew");
        }
        Marks marks = Marks.of(backend);
        KeyIndex index = new IndexBuilder(backend, marks, leases).build();
        MvccStore store = new MvccStore(backend, options, marks, index, afterBatch);
        store.compactor.start();
        return store;
    }

    private ReadView viewOf(KeyIndex index, long revision, long compactRevision) {
        Moment moment = new Moment(
                KeyLookup.of(index),
                backend,
                records,
                revision,
                revision,
                compactRevision,
                this::newestCompactRevision);
        return new ReadView(moment, recentViews);
    }

    private long newestCompactRevision() {
        return newest.moment().compactRevision();
    }

    /** The newest published state. Any thread. */
    public ReadView view() {
        return newest;
    }

    @Override
    public long revision() {
        return newest.revision();
    }

    @Override
    public long compactRevision() {
        return newest.compactRevision();
    }

    @Override
    public Page read(long fromRevision, int maxEvents, long maxBytes) {
        return events.read(fromRevision, maxEvents, maxBytes);
    }

    @Override
    public Optional<KeyValue> previous(Event event) {
        return events.previous(event);
    }

    /** Any thread. */
    public StoreHash hash() {
        return hash;
    }

    /** The revision with what is not published yet. Apply thread. */
    public long stagedRevision() {
        applyThread.check();
        return stage.revision();
    }

    /** The changes of one log entry. Apply thread; one at a time; several may come before one publication. */
    public WriteTxn begin() {
        applyThread.check();
        Invariant.check(!inTransaction, "one transaction at a time");
        inTransaction = true;
        return new WriteTxn(stage, () -> inTransaction = false);
    }

    /** Lets a row of another family, or a named one of {@link Family#META}, be written with the next batch. */
    public void stage(Family family, byte[] key, byte[] value) {
        applyThread.check();
        stage.batch().put(family, key, value);
    }

    public void stage(Family family, byte[] key, Bytes value) {
        applyThread.check();
        stage.batch().put(family, key, new byte[0], value);
    }

    public void stageRemoval(Family family, byte[] key) {
        applyThread.check();
        stage.batch().delete(family, key);
    }

    /**
     * Forgets what was superseded at or before a revision: for transactions at once, for readers with the next
     * publication. Apply thread.
     *
     * @return completes when the records are gone
     * @throws Refusal COMPACTED or FUTURE_REVISION (rule 5.1)
     */
    public CompletableFuture<Void> compact(long revision) {
        applyThread.check();
        if (revision <= stage.compactRevision()) {
            throw new Refusal(EtcdError.COMPACTED);
        }
        if (revision > stage.revision()) {
            throw new Refusal(EtcdError.FUTURE_REVISION);
        }
        stage.compacted(revision);
        Failpoint.COMPACT_BEFORE_COMMIT_SCHEDULED_COMPACT.hit();
        MetaRow.SCHEDULED_COMPACTION.put(stage.batch(), revision);
        return compactor.prepare(revision);
    }

    /**
     * Writes everything that is staged as one batch, then shows it to readers. Apply thread.
     *
     * @return the changes, for the listeners
     * @throws dev.pharos.kvstore.backend.BackendFailure if it cannot be written; the member must stop
     */
    public Commit publish() {
        applyThread.check();
        Invariant.check(!inTransaction, "nothing is published inside a transaction");
        deadKeys.drop(stage);
        ledger.store(stage.batch());
        if (stage.revision() != newest.revision()) {
            MetaRow.REVISION.put(stage.batch(), stage.revision());
        }
        backend.write(stage.batch());
        List<Event> changes = stage.published();
        Failpoint.BEFORE_WRITEBACK_BUF.hit();
        newest = viewOf(stage.editor().publish(), stage.revision(), stage.compactRevision());
        Failpoint.AFTER_WRITEBACK_BUF.hit();
        compactor.release();
        recentViews.forgetOld();
        return new Commit(stage.revision(), changes);
    }

    /** Whether the next publication would free memory of deleted keys; worth an empty one when idle. */
    public boolean hasDeadKeys() {
        return !deadKeys.isEmpty();
    }

    /** Who hears of compactions from now on. */
    public void meter(CompactionMeter compactions) {
        compactor.meter(compactions);
    }

    /** Completes with the reason if the compactor fails; the member must stop. */
    public CompletableFuture<Throwable> failure() {
        return compactor.failure();
    }

    /** The size of all records as etcd would store them. */
    public long logicalBytes() {
        return ledger.logicalBytes();
    }

    /** What {@code dbSize} of the status is: how large a file would be that does not shrink. */
    public long fileBytes() {
        return ledger.fileBytes();
    }

    /** What {@code dbSizeInUse} of the status is. */
    public long usedBytes() {
        return ledger.usedBytes();
    }

    /** The file shrinks to what is in use; rows are rewritten when the caller's thread asks the backend to. */
    public void defragment() {
        ledger.forgetHighWater();
    }

    /** Stops the compactor; what it had to do goes on when the store is opened again. */
    @Override
    public void close() {
        compactor.close();
    }
}
