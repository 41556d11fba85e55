package dev.pharos.kvstore.server;

import dev.pharos.kvstore.config.ServerOptions;
import dev.pharos.kvstore.failpoint.FailpointEndpoint;
import dev.pharos.kvstore.failpoint.FailpointEnvironment;
import dev.pharos.kvstore.failpoint.MalformedTerm;
import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.kvstore.systemd.ServiceNotifier;
import dev.pharos.kvstore.warmup.WarmUp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A member as the whole purpose of a process: it lives until a signal ends it, or something that it cannot survive. */
final class RunningServer {
    private static final int FAILED = 1;
    private static final Duration LONGEST_WARM_UP = Duration.ofMillis(800);

    private final ServerOptions options;
    private final Map<String, String> environment;
    private final ServerLog log;
    private volatile boolean isRemoved;

    RunningServer(ServerOptions options, Map<String, String> environment, ServerLog log) {
        this.options = options;
        this.environment = environment;
        this.log = log;
    }

    /** Does not return; the signal that ends the process is what its parent sees. */
    void run() {
        try {
            refuseUnsupported();
            switchFailpoints();
            ServiceNotifier supervisor = ServiceNotifier.from(environment, log);
            KvServer server =
                    KvServer.start(options, log, this::broken, WarmUp.begin(RehearsedEdge::open, LONGEST_WARM_UP));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, supervisor), "shutdown"));
            supervisor.ready();
            new CountDownLatch(1).await();
        } catch (InterruptedException | RuntimeException | Error failure) {
            log.warn("failed to start")
                    .with("error", String.valueOf(failure.getMessage()))
                    .write();
            log.fatal("discovery failed")
                    .with("error", String.valueOf(failure.getMessage()))
                    .write();
            log.close();
            Runtime.getRuntime().halt(FAILED);
        }
    }

    private void refuseUnsupported() {
        List<String> unsupported = options.unsupported();
        if (!unsupported.isEmpty()) {
            throw new StartFailure("not supported yet: " + String.join(", ", unsupported));
        }
    }

    private void switchFailpoints() throws InterruptedException {
        FailpointEnvironment wishes = new FailpointEnvironment(environment);
        try {
            wishes.activate();
            if (wishes.endpoint().isPresent()) {
                FailpointEndpoint.open(wishes.endpoint().get());
            }
        } catch (MalformedTerm malformed) {
            throw new StartFailure("failpoints: " + malformed.getMessage(), malformed);
        }
    }

    /** Nothing that came after the failure was acknowledged; the next start recovers. */
    private void broken(Throwable cause) {
        if (cause instanceof MemberRemoved) {
            endRemoved();
            return;
        }
        log.fatal("the member cannot go on").with(cause).write();
        log.close();
        Runtime.getRuntime().halt(FAILED);
    }

    /** A regular end: nobody is to start it again. */
    private void endRemoved() {
        isRemoved = true;
        log.warn("server error").with("error", MemberRemoved.TEXT).write();
        log.warn("data-dir used by this member must be removed").write();
        new Thread(() -> Runtime.getRuntime().exit(0), "end").start();
    }

    private void stop(KvServer server, ServiceNotifier supervisor) {
        supervisor.stopping();
        if (!isRemoved) {
            log.info("received signal; shutting down")
                    .with("signal", "terminated")
                    .write();
        }
        server.close();
        log.close();
    }
}
