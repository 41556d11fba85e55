package dev.pharos.kvstore.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that say anything, beside one that must be served; {@code -Dpharos.chaos.nonsense.seconds=60} for longer. */
@Timeout(600)
class NonsenseTest {
    private static final int MIB = 1 << 20;
    private static final int SECONDS = Integer.getInteger("pharos.chaos.nonsense.seconds", 4);
    private static final long SEED = Long.getLong("pharos.chaos.seed", 7);
    private static final int SPEAKERS = 4;
    private static final int PATIENCE_MILLIS = 100;
    private static final Duration PATIENCE_WITH_CLOSING = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void nothing_is_left_behind_and_others_are_served() throws Exception {
        Setting setting = Setting.in(folder).fixedMemory();
        SplittableRandom random = new SplittableRandom(SEED);
        try (ServerProcess server = ServerProcess.start(setting)) {
            serve(setting);
            int listening = Vitals.of(server).sockets();
            talk(setting, random, 3);
            Vitals before = atRest(server, listening);
            int connections = talk(setting, random, SECONDS);
            Vitals after = atRest(server, listening);
            String seen = connections + " connections in " + SECONDS + " s; " + before + "; " + after;
            System.out.println("nonsense: " + seen);
            assertThat(server.isAlive()).as(server::describe).isTrue();
            assertThat(after.threads()).as(seen).isLessThan(before.threads() + 10);
            // The store and the log open one now and then.
            assertThat(after.files()).as(seen).isLessThan(before.files() + 20);
            assertThat(after.heapBytes() - before.heapBytes()).as(seen).isLessThan(8 * MIB);
            assertThat(after.directBytes() - before.directBytes()).as(seen).isLessThan(16 * MIB);
        }
    }

    /** Once what was connected is closed on both sides. */
    private static Vitals atRest(ServerProcess server, int listening) {
        long deadline = System.nanoTime() + PATIENCE_WITH_CLOSING.toNanos();
        while (Vitals.sockets(server) > listening) {
            assertThat(System.nanoTime())
                    .as("%d sockets, not %d", Vitals.sockets(server), listening)
                    .isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
        return Vitals.of(server);
    }

    private static void serve(Setting setting) throws InterruptedException {
        assertThat(new Flood(setting.ports().client(), 10).run(10, 1, 2).answers())
                .containsOnlyKeys("OK");
    }

    /** How many connections there were. */
    private static int talk(Setting setting, SplittableRandom random, int seconds) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(SPEAKERS);
        try {
            long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
            List<Future<Integer>> speakers = new ArrayList<>();
            for (int i = 0; i < SPEAKERS; i++) {
                SplittableRandom own = random.split();
                speakers.add(threads.submit(() -> speak(setting.ports().client(), own, end)));
            }
            do {
                serve(setting);
            } while (System.nanoTime() < end);
            return sum(speakers);
        } finally {
            threads.shutdownNow();
        }
    }

    private static int sum(List<Future<Integer>> counts) throws InterruptedException, ExecutionException {
        int sum = 0;
        for (Future<Integer> count : counts) {
            sum += count.get();
        }
        return sum;
    }

    private static int speak(int port, SplittableRandom random, long end) throws IOException {
        Nonsense nonsense = new Nonsense(random);
        int connections = 0;
        while (System.nanoTime() < end) {
            say(port, nonsense.next(), random);
            connections++;
        }
        return connections;
    }

    /** Leaves by closing, by a reset, or once the server has nothing more to say. */
    private static void say(int port, byte[] words, SplittableRandom random) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(words);
            switch (random.nextInt(4)) {
                case 0 -> socket.setSoLinger(true, 0);
                case 1 -> socket.shutdownInput();
                case 2 -> readAll(socket);
                default -> {
                    socket.shutdownOutput();
                    readAll(socket);
                }
            }
        } catch (SocketException reset) {
            // So the server may answer; the next connection shows whether it still listens.
            return;
        }
    }

    private static void readAll(Socket socket) throws IOException {
        try {
            socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        } catch (SocketTimeoutException silent) {
            return;
        }
    }
}
