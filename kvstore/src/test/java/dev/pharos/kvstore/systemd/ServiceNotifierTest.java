package dev.pharos.kvstore.systemd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.logging.LogFormat;
import dev.pharos.kvstore.logging.LogLevel;
import dev.pharos.kvstore.logging.ServerLog;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceNotifierTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ServerLog log = ServerLog.into(out, LogLevel.INFO, LogFormat.JSON, Clock.systemUTC());
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private MultiThreadIoEventLoopGroup group;

    @BeforeEach
    void needs_epoll() {
        Assumptions.assumeTrue(Epoll.isAvailable(), "Unix domain datagrams need Linux");
        group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (group != null) {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).await();
        }
    }

    private void listen(String path) throws InterruptedException {
        Channel channel = new Bootstrap()
                .group(group)
                .channel(EpollDomainDatagramChannel.class)
                .handler(new SimpleChannelInboundHandler<DomainDatagramPacket>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext context, DomainDatagramPacket packet) {
                        received.add(packet.content().toString(UTF_8));
                    }
                })
                .bind(new DomainSocketAddress(path))
                .sync()
                .channel();
        assertThat(channel.isActive()).isTrue();
    }

    private void notifyAt(String socket) {
        ServiceNotifier notifier = ServiceNotifier.from(Map.of("NOTIFY_SOCKET", socket), log);
        notifier.ready();
        notifier.stopping();
        log.close();
    }

    @Test
    void readiness_and_the_end_arrive_as_datagrams() throws InterruptedException {
        String path = folder.resolve("notify").toString();
        listen(path);
        notifyAt(path);
        assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("READY=1");
        assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("STOPPING=1");
        assertThat(out.toString(UTF_8)).contains("notifying init daemon", "successfully notified init daemon");
    }

    @Test
    void a_name_in_the_abstract_space_is_reached() throws InterruptedException {
        String name = "pharos-" + folder.getFileName();
        listen("\0" + name);
        notifyAt("@" + name);
        assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("READY=1");
    }

    @Test
    void a_socket_that_is_not_there_is_a_warning() {
        notifyAt(folder.resolve("none").toString());
        assertThat(out.toString(UTF_8))
                .contains("failed to notify the init daemon")
                .doesNotContain("successfully notified");
    }

    @Test
    void an_address_of_another_kind_is_a_warning() {
        notifyAt("vsock:2:1234");
        assertThat(out.toString(UTF_8)).contains("not the address of a Unix domain socket");
    }

    @Test
    void without_the_variable_nothing_is_sent() {
        ServiceNotifier.from(Map.of(), log).ready();
        log.close();
        assertThat(out.toString(UTF_8)).contains("successfully notified init daemon");
        assertThat(received).isEmpty();
    }
}
