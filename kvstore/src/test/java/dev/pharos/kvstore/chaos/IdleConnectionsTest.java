package dev.pharos.kvstore.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many clients that are connected and want nothing; {@code -Dpharos.chaos.connections=10000} for more. This process and
 * the server need as many open files.
 */
@Timeout(300)
class IdleConnectionsTest {
    private static final int MIB = 1 << 20;
    private static final int CONNECTIONS = Integer.getInteger("pharos.chaos.connections", 1_000);
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final String NO_SETTINGS = "\0\0\0\4\0\0\0\0\0";
    private static final long MOST_HEAP_OF_ONE = 16 << 10;

    @TempDir
    private Path folder;

    @Test
    void connections_that_say_nothing_or_half_a_word_do_no_harm() throws IOException, InterruptedException {
        hold("", "PRI * HTTP/2.0\r\n", "GET /health HTT", "POST /v3/kv/range HTTP/1.1\r\n");
    }

    @Test
    void connections_of_clients_at_rest_do_no_harm() throws IOException, InterruptedException {
        int open = hold(
                PREFACE + NO_SETTINGS,
                PREFACE + NO_SETTINGS,
                PREFACE + NO_SETTINGS,
                "GET /version HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(open).isGreaterThanOrEqualTo(CONNECTIONS);
    }

    /** How many of them the server still has open in the end. */
    private int hold(String... beginnings) throws IOException, InterruptedException {
        Setting setting = Setting.in(folder).fixedMemory();
        List<Socket> idle = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start(setting)) {
            new Flood(setting.ports().client(), MIB / 4).run(100, 2, 8);
            Vitals before = Vitals.of(server);
            for (int i = 0; i < CONNECTIONS; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), setting.ports().client());
                idle.add(socket);
                socket.getOutputStream().write(beginnings[i % 4].getBytes(StandardCharsets.US_ASCII));
            }
            Flood good = new Flood(setting.ports().client(), 100).run(200, 4, 16);
            assertThat(good.answers()).as(server::describe).containsOnlyKeys("OK");
            Vitals with = Vitals.of(server);
            String seen = CONNECTIONS + " connections: " + before + "; " + with;
            System.out.println(seen);
            assertThat(with.heapBytes() - before.heapBytes()).as(seen).isLessThan(CONNECTIONS * MOST_HEAP_OF_ONE);
            assertThat(with.residentBytes() - before.residentBytes()).as(seen).isLessThan(100L * MIB);
            return with.sockets() - before.sockets();
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }
}
