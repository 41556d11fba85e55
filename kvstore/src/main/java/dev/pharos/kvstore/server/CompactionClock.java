package dev.pharos.kvstore.server;

import dev.pharos.kvstore.config.CompactionOptions.Retention;
import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.kvstore.replication.AutoCompactor;
import dev.pharos.kvstore.service.KvOperations;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.CompactionRequest;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Compacts by itself while this member leads. Owned by the timer's thread. */
final class CompactionClock {
    private final AutoCompactor compactor;
    private final KvOperations kv;
    private final ScheduledExecutorService timer;
    private final ServerLog log;

    private CompactionClock(AutoCompactor compactor, KvOperations kv, ScheduledExecutorService timer, ServerLog log) {
        this.compactor = compactor;
        this.kv = kv;
        this.timer = timer;
        this.log = log;
    }

    static void start(Retention retention, KvOperations kv, ScheduledExecutorService timer, ServerLog log) {
        of(retention).ifPresent(compactor -> {
            CompactionClock clock = new CompactionClock(compactor, kv, timer, log);
            long every = compactor.intervalMillis();
            Future<?> unused = timer.scheduleAtFixedRate(clock::look, every, every, TimeUnit.MILLISECONDS);
        });
    }

    private static Optional<AutoCompactor> of(Retention retention) {
        if (retention instanceof Retention.Period period) {
            return Optional.of(new AutoCompactor.ByPeriod(period.length().toMillis()));
        }
        return retention instanceof Retention.Revisions revisions
                ? Optional.of(new AutoCompactor.ByRevision(revisions.count()))
                : Optional.empty();
    }

    /** Never throws, so that the schedule goes on. */
    private void look() {
        try {
            lookNow();
        } catch (RuntimeException failure) {
            log.warn("auto compaction failed").with(failure).write();
        }
    }

    private void lookNow() {
        long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        if (kv.member().leads()) {
            compactor.due(now, kv.view().revision()).ifPresent(this::compact);
        } else {
            compactor.pass(now, kv.view().revision());
        }
    }

    private void compact(long revision) {
        log.info("starting auto compaction").with("revision", revision).write();
        kv.compact(CompactionRequest.newBuilder().setRevision(revision).build())
                .whenComplete((done, failure) -> timer.execute(() -> ended(revision, failure)));
    }

    private void ended(long revision, @Nullable Throwable failure) {
        boolean done = failure == null || KvOperations.errorOf(failure).equals(Optional.of(EtcdError.COMPACTED));
        if (done) {
            compactor.compacted(revision);
            log.info("completed auto compaction").with("revision", revision).write();
        } else {
            log.warn("auto compaction failed")
                    .with("revision", revision)
                    .with("error", String.valueOf(failure))
                    .write();
        }
    }
}
