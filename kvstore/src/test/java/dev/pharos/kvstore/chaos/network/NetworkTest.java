package dev.pharos.kvstore.chaos.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** This process is the member "one", and a socket of its own is the member "two". */
class NetworkTest {
    private static final Route THERE = new Route("one", "two");
    private static final Route BACK = new Route("two", "one");
    private static final int A_MOMENT_MILLIS = 200;
    private static final int PATIENCE_MILLIS = 30_000;

    private final Network network = new Network(new SplittableRandom(1));
    private ServerSocket two;
    private int address;

    @BeforeEach
    void open() throws IOException {
        two = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        two.setSoTimeout(PATIENCE_MILLIS);
        int unused = network.open("one", 1, () -> ProcessHandle.current().pid());
        address = network.open("two", two.getLocalPort(), () -> 0);
    }

    @AfterEach
    void close() throws IOException {
        network.close();
        two.close();
    }

    private Socket call() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), address);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    @Test
    void in_fair_weather_bytes_go_both_ways_and_so_does_the_end() throws IOException {
        try (Socket one = call();
                Socket other = two.accept()) {
            one.getOutputStream().write(7);
            assertThat(other.getInputStream().read()).isEqualTo(7);
            other.getOutputStream().write(8);
            other.shutdownOutput();
            assertThat(one.getInputStream().readAllBytes()).containsExactly(8);
        }
    }

    @Test
    void a_hole_swallows_one_direction_until_it_is_over() throws IOException {
        try (Socket one = call();
                Socket other = two.accept()) {
            network.set(THERE, Weather.HOLE);
            one.getOutputStream().write(7);
            other.getOutputStream().write(8);
            assertThat(one.getInputStream().read()).isEqualTo(8);
            other.setSoTimeout(A_MOMENT_MILLIS);
            assertThatThrownBy(() -> other.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            network.clear();
            other.setSoTimeout(PATIENCE_MILLIS);
            assertThat(other.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void slow_bytes_arrive() throws IOException {
        network.set(BACK, Weather.slow(50));
        try (Socket one = call();
                Socket other = two.accept()) {
            other.getOutputStream().write(7);
            assertThat(one.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void a_cut_breaks_connections_and_refuses_others() throws IOException {
        try (Socket one = call();
                Socket other = two.accept()) {
            // Both ends are there when this is over.
            one.getOutputStream().write(7);
            assertThat(other.getInputStream().read()).isEqualTo(7);
            network.set(THERE, Weather.CUT);
            network.reset(THERE::equals);
            assertThatThrownBy(() -> one.getInputStream().read()).isInstanceOf(IOException.class);
            try (Socket refused = call()) {
                assertThatThrownBy(() -> refused.getInputStream().read()).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void whoever_is_no_member_does_not_get_through() throws IOException {
        try (Network strange = new Network(new SplittableRandom(1))) {
            int gate = strange.open("two", two.getLocalPort(), () -> 0);
            try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), gate)) {
                stranger.setSoTimeout(PATIENCE_MILLIS);
                assertThatThrownBy(() -> stranger.getInputStream().read()).isInstanceOf(IOException.class);
            }
        }
    }
}
