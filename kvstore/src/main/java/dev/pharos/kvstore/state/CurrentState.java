package dev.pharos.kvstore.state;

import dev.pharos.kvstore.apply.AppliedParts;
import dev.pharos.kvstore.apply.Headers;
import dev.pharos.kvstore.apply.OpenState;
import dev.pharos.kvstore.apply.SnapshotInstaller;
import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.BackendOptions;
import dev.pharos.kvstore.datadir.DataDir;
import dev.pharos.kvstore.lease.LeaseBook;
import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.kvstore.model.History;
import dev.pharos.kvstore.mvcc.MvccStore;
import dev.pharos.kvstore.mvcc.StoreOptions;
import dev.pharos.raft.machine.StateMachine.AppliedState;
import dev.pharos.raft.model.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The state that entries are applied to and readers look at. A snapshot replaces it as a whole, so nobody keeps
 * what he got from here longer than for one request; for that long it stays good. Any thread asks; the apply
 * thread replaces.
 */
public final class CurrentState implements SnapshotInstaller, AutoCloseable {
    /**
     * Where the state lives.
     *
     * @param readersPatience how long a store that was replaced stays open for those who read it, at least
     */
    public record Place(DataDir dir, BackendOptions rows, StoreOptions store, Duration readersPatience) {
        private static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

        /** Few requests take longer; those that do are inside the rows most of the time, which is waited for. */
        public Place(DataDir dir, BackendOptions rows, StoreOptions store) {
            this(dir, rows, store, USUAL_PATIENCE);
        }
    }

    /**
     * Who hears what.
     *
     * @param onFailure of a store that cannot go on; the member must stop
     */
    public record Reports(ServerLog log, Consumer<Throwable> onFailure, Consumer<InstallStep> progress) {
        public Reports(ServerLog log, Consumer<Throwable> onFailure) {
            this(log, onFailure, step -> {});
        }
    }

    private final Place place;
    private final Reports reports;
    private final Installation installation;
    private final History history = new CurrentHistory(this::store);
    private volatile OpenStore current;

    /** Guarded by itself: stores that were replaced, the last one perhaps still open. */
    private final List<RetiredStore> retired = new ArrayList<>();

    private CurrentState(Place place, Reports reports, OpenStore opened) {
        this.place = place;
        this.reports = reports;
        this.installation = new Installation(place, reports);
        this.current = opened;
        listenTo(opened);
    }

    /**
     * Opens the newest store of the folder, which the caller has to himself.
     *
     * @param leases is filled, and holds the leases of the current state ever after
     */
    public static CurrentState open(Place place, LeaseBook leases, Headers headers, Reports reports) {
        Backend backend = Backend.open(place.dir().store(), place.rows());
        return new CurrentState(place, reports, OpenStore.open(backend, place.store(), leases, headers));
    }

    private void listenTo(OpenStore opened) {
        CompletionStage<Throwable> broken = opened.store().failure();
        broken.thenAccept(reports.onFailure());
    }

    /** For the state machine, which hears of a replacement by itself. */
    public OpenState state() {
        return current.state();
    }

    public AppliedParts parts() {
        return current.state().parts();
    }

    public MvccStore store() {
        return current.store();
    }

    public Backend backend() {
        return current.backend();
    }

    /** To be told when somebody finds that the store cannot go on. */
    public void failed(Throwable reason) {
        reports.onFailure().accept(reason);
    }

    /** Of whatever state is the current one when it is asked. */
    public History history() {
        return history;
    }

    @Override
    public OpenState install(Snapshot snapshot, AppliedState present) {
        OpenStore old = current;
        LeaseBook leases = old.state().parts().leases();
        OpenStore installed = installation.run(snapshot, present, old);
        leases.takeOver(installed.state().parts().leases());
        current = installed.on(leases);
        listenTo(current);
        reports.progress().accept(InstallStep.PUBLISHED);
        old.state().rows().replaced();
        retire(old);
        installation.end(snapshot);
        return current.state();
    }

    /** Whoever still reads an even older one has had his time. */
    private void retire(OpenStore old) {
        synchronized (retired) {
            retired.removeIf(RetiredStore::isGone);
            retired.forEach(RetiredStore::hurry);
            retired.add(RetiredStore.begin(old, place.readersPatience()));
        }
    }

    /** What was applied is made durable, so that the next start has nothing to repeat. */
    @Override
    public void close() {
        List<RetiredStore> left;
        synchronized (retired) {
            left = List.copyOf(retired);
        }
        left.forEach(RetiredStore::close);
        OpenStore last = current;
        try {
            last.store().close();
            last.backend().flush();
        } finally {
            last.backend().close();
        }
    }
}
