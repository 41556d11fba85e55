package dev.pharos.kvstore.server;

import dev.pharos.kvstore.config.FeatureGate;
import dev.pharos.kvstore.config.ServerOptions;
import dev.pharos.kvstore.corruption.Check;
import dev.pharos.kvstore.corruption.CompactionCheck;
import dev.pharos.kvstore.corruption.HashInquiry;
import dev.pharos.kvstore.corruption.PeriodicCheck;
import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.kvstore.service.MemberParts;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has the leader compare the members from time to time, as far as the options want it, on a thread of its own: one
 * comparison may read the whole store.
 */
final class CorruptionWatch implements AutoCloseable {
    private final MemberParts member;
    private final ServerLog log;
    private @Nullable ScheduledExecutorService thread;

    private CorruptionWatch(MemberParts member, ServerLog log) {
        this.member = member;
        this.log = log;
    }

    static CorruptionWatch start(ServerOptions options, MemberParts member, HashInquiry inquiry, ServerLog log) {
        CorruptionWatch watch = new CorruptionWatch(member, log);
        Duration everything = options.storage().corruptCheckInterval();
        if (!everything.isZero()) {
            log.info("enabled corruption checking")
                    .with("local-member-id", Long.toHexString(member.memberId()))
                    .with("interval", everything)
                    .write();
            watch.repeat(new PeriodicCheck(member, inquiry, log), everything);
        }
        if (options.gates().isEnabled(FeatureGate.COMPACT_HASH_CHECK)) {
            watch.repeat(
                    new CompactionCheck(member, inquiry, log), options.storage().compactHashCheckInterval());
        }
        return watch;
    }

    private void repeat(Check check, Duration interval) {
        long nanos = interval.toNanos();
        Future<?> unused =
                thread().scheduleWithFixedDelay(() -> lookIfLeading(check), nanos, nanos, TimeUnit.NANOSECONDS);
    }

    private ScheduledExecutorService thread() {
        ScheduledExecutorService known = thread;
        if (known == null) {
            known = Executors.newSingleThreadScheduledExecutor(work -> {
                Thread named = new Thread(work, "corruption-check");
                named.setDaemon(true);
                return named;
            });
            thread = known;
        }
        return known;
    }

    /** Never throws, so that the schedule goes on. */
    private void lookIfLeading(Check check) {
        try {
            if (member.leads()) {
                check.run();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            log.warn("failed to check hash KV").with(failure).write();
        }
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.shutdownNow();
        }
    }
}
