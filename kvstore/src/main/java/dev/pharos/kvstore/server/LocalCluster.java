package dev.pharos.kvstore.server;

import dev.pharos.kvstore.config.ConfigReader;
import dev.pharos.kvstore.config.ConfigResult;
import dev.pharos.kvstore.config.ServerOptions;
import dev.pharos.kvstore.logging.ServerLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A real server inside this process, on loopback and free ports, for tests of what talks to one. It has one
 * member. Its data lies in a folder of the caller, where it can be started again.
 */
public final class LocalCluster implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final KvServer server;
    private final String clientUrl;
    private final String peerUrl;
    private final AtomicReference<Throwable> failure;

    private LocalCluster(KvServer server, String clientUrl, String peerUrl, AtomicReference<Throwable> failure) {
        this.peerUrl = peerUrl;
        this.server = server;
        this.clientUrl = clientUrl;
        this.failure = failure;
    }

    /**
     * Starts the member and returns when it serves.
     *
     * @param folder for its data; what is there from an earlier time is used
     * @param flags more command-line flags, as the program takes them
     */
    public static LocalCluster start(Path folder, String... flags) throws InterruptedException {
        String client = "http://" + HOST + ":" + freePort();
        String peer = "http://" + HOST + ":" + freePort();
        List<String> arguments = new ArrayList<>(List.of(
                "--data-dir=" + folder,
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer));
        arguments.addAll(List.of(flags));
        if (!(ConfigReader.read(arguments, Map.of()) instanceof ConfigResult.Options read)) {
            throw new StartFailure("the flags are wrong: " + arguments);
        }
        AtomicReference<Throwable> failure = new AtomicReference<>();
        ServerOptions options = read.options();
        return new LocalCluster(KvServer.start(options, ServerLog.silent(), failure::set), client, peer, failure);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException exhausted) {
            throw new UncheckedIOException(exhausted);
        }
    }

    /** Where clients reach it, as {@code http://host:port}. */
    public String clientUrl() {
        return clientUrl;
    }

    /** The same without the scheme. */
    public String endpoint() {
        return clientUrl.substring("http://".length());
    }

    /** Where other members would reach it. */
    public String peerUrl() {
        return peerUrl;
    }

    public KvServer server() {
        return server;
    }

    /**
     * Stops the member.
     *
     * @throws IllegalStateException if it had broken down before
     */
    @Override
    public void close() {
        server.close();
        Throwable broken = failure.get();
        if (broken != null) {
            throw new IllegalStateException("the server broke down", broken);
        }
    }
}
