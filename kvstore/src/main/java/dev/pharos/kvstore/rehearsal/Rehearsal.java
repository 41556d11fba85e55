package dev.pharos.kvstore.rehearsal;

import dev.pharos.kvstore.server.ServerMain;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Starts a member in a scratch folder, plays a client for a moment and exits: with 0 if all went well,
 * else with 1, and then what the JVM recorded is worthless.
 *
 * <p>The JVM is told by options to write its class archive or cache at the exit.
 */
public final class Rehearsal {
    private static final long LONGEST_SECONDS = 180;

    private Rehearsal() {}

    /** The one argument is the scratch folder, which the caller deletes. */
    public static void main(String[] arguments) throws IOException {
        limitTime();
        int clients = freePort();
        int peers = freePort();
        String clientUrl = "http://127.0.0.1:" + clients;
        String peerUrl = "http://127.0.0.1:" + peers;
        start(
                "--name=rehearsal",
                "--data-dir=" + Path.of(arguments[0]).resolve("data"),
                "--listen-client-urls=" + clientUrl,
                "--advertise-client-urls=" + clientUrl,
                "--listen-peer-urls=" + peerUrl,
                "--initial-advertise-peer-urls=" + peerUrl,
                "--initial-cluster=rehearsal=" + peerUrl);
        Runtime.getRuntime().exit(play(clients, clientUrl) ? 0 : 1);
    }

    /** Whoever waits for the end of this waits with a start of the server, so it must not take for ever. */
    private static void limitTime() {
        Thread limit = new Thread(
                () -> {
                    try {
                        TimeUnit.SECONDS.sleep(LONGEST_SECONDS);
                        Runtime.getRuntime().halt(1);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "rehearsal-limit");
        limit.setDaemon(true);
        limit.start();
    }

    private static void start(String... arguments) {
        Thread server = new Thread(() -> ServerMain.main(arguments), "rehearsal-server");
        server.setDaemon(true);
        server.start();
    }

    private static boolean play(int port, String url) {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        try {
            new ClientPart(channel).play();
            new HttpPart(url).play();
            return true;
        } catch (RuntimeException e) {
            // A server works without the record: whoever wants to know why finds it in the log.
            System.getLogger(Rehearsal.class.getName()).log(System.Logger.Level.WARNING, "the rehearsal failed", e);
            return false;
        } finally {
            channel.shutdownNow();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        }
    }
}
