package dev.pharos.kvstore.state;

import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.datadir.ReceivedDatabases;
import dev.pharos.kvstore.datadir.SnapshotImport;
import dev.pharos.kvstore.failpoint.Failpoint;
import dev.pharos.kvstore.lease.LeaseBook;
import dev.pharos.kvstore.logging.LogEntry;
import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.kvstore.state.CurrentState.Place;
import dev.pharos.kvstore.state.CurrentState.Reports;
import dev.pharos.raft.check.Invariant;
import dev.pharos.raft.machine.StateMachine.AppliedState;
import dev.pharos.raft.model.Snapshot;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Makes an open store of a snapshot. Interrupted before the store is in place, the next start begins again;
 * afterwards, it takes what is there. The apply thread's, and the starting thread's before that.
 */
final class Installation {
    private final Place place;
    private final ServerLog log;
    private final Consumer<InstallStep> progress;
    private final SnapshotImport filling;
    private final ReceivedDatabases databases;

    Installation(Place place, Reports reports) {
        this.place = place;
        this.log = reports.log();
        this.progress = reports.progress();
        this.filling = new SnapshotImport(place.dir(), place.rows(), this::filled);
        this.databases = new ReceivedDatabases(place.dir());
    }

    private void filled(SnapshotImport.Step step) {
        progress.accept(
                switch (step) {
                    case STORE_FILLED -> InstallStep.FILLED;
                    case STORE_IN_PLACE -> InstallStep.IN_PLACE;
                });
    }

    /** Not seen by anybody yet; its leases are in a book of their own, which goes by the rules of the old one. */
    OpenStore run(Snapshot snapshot, AppliedState present, OpenStore old) {
        line("applying snapshot", snapshot)
                .with("current-applied-index", present.applied().index())
                .write();
        Failpoint.APPLY_BEFORE_OPEN_SNAPSHOT.hit();
        Path folder = filling.run(snapshot, OpenStore::check);
        LeaseBook leases = old.state().parts().leases().blank();
        Backend backend = Backend.open(folder, place.rows());
        OpenStore installed = OpenStore.open(
                backend, place.store(), leases, old.state().parts().headers());
        Invariant.check(
                installed.state().applied().equals(new AppliedState(snapshot.at(), snapshot.membership())),
                "the store is where the snapshot is");
        progress.accept(InstallStep.OPENED);
        Failpoint.APPLY_AFTER_OPEN_SNAPSHOT.hit();
        return installed;
    }

    /** The new state is what everybody sees. */
    void end(Snapshot snapshot) {
        databases.removeThrough(snapshot.at().index());
        progress.accept(InstallStep.CLEARED);
        line("applied snapshot", snapshot).write();
    }

    private LogEntry line(String message, Snapshot snapshot) {
        return log.info(message)
                .with("snapshot-index", snapshot.at().index())
                .with("snapshot-term", snapshot.at().term());
    }
}
