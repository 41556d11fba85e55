package dev.pharos.kvstore.server;

import dev.pharos.kvstore.config.ConfigReader;
import dev.pharos.kvstore.config.ConfigResult;
import dev.pharos.kvstore.config.ServerOptions;
import dev.pharos.kvstore.logging.ServerLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One member of a {@link LocalCluster}. It keeps its folder and its addresses from start to start. Owned by the
 * thread of whoever has the cluster; what it answers may be asked on any.
 */
public final class LocalServer {
    private final LocalAddress address;
    private final Path folder;
    private final List<String> arguments;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile @Nullable KvServer server;

    LocalServer(LocalAddress address, Path folder, List<String> flags) {
        this.address = address;
        this.folder = folder;
        this.arguments = new ArrayList<>(List.of(
                "--name=" + address.name(),
                "--data-dir=" + folder,
                "--listen-client-urls=" + address.clientUrl(),
                "--advertise-client-urls=" + address.clientUrl(),
                "--listen-peer-urls=" + address.peerUrl(),
                "--initial-advertise-peer-urls=" + address.peerUrl()));
        this.arguments.addAll(flags);
    }

    /**
     * Starts the member and returns when it serves, which it does not without a majority; does nothing if it runs.
     *
     * @param flags more command-line flags for this time
     * @throws RuntimeException saying why it cannot start; nothing is left running
     */
    public void start(String... flags) throws InterruptedException {
        if (server == null) {
            failure.set(null);
            server = KvServer.start(options(flags), ServerLog.silent(), failure::set);
        }
    }

    private ServerOptions options(String... flags) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(flags));
        if (!(ConfigReader.read(all, Map.of()) instanceof ConfigResult.Options read)) {
            throw new StartFailure("the flags are wrong: " + all);
        }
        return read.options();
    }

    /** Stops the member; does nothing if it does not run. */
    public void stop() {
        KvServer running = server;
        if (running != null) {
            server = null;
            running.close();
        }
    }

    public boolean isRunning() {
        return server != null;
    }

    /**
     * What runs.
     *
     * @throws IllegalStateException if nothing does
     */
    public KvServer server() {
        KvServer running = server;
        if (running == null) {
            throw new IllegalStateException(address.name() + " does not run");
        }
        return running;
    }

    /** Why the member could not go on, in its latest life. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    LocalAddress address() {
        return address;
    }

    /** Where its data lies. */
    public Path folder() {
        return folder;
    }

    /** Where clients reach it, as {@code http://host:port}. */
    public String clientUrl() {
        return address.clientUrl();
    }

    /** The same without the scheme. */
    public String endpoint() {
        return address.clientUrl().substring("http://".length());
    }

    /** Where other members reach it. */
    public String peerUrl() {
        return address.peerUrl();
    }
}
