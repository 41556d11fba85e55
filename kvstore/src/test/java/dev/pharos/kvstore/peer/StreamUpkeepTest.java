package dev.pharos.kvstore.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.listen.RawConnection;
import dev.pharos.kvstore.peer.link.LinkOptions;
import dev.pharos.raft.model.Envelope;
import dev.pharos.raft.model.Message.Append;
import dev.pharos.raft.model.Message.Forward;
import dev.pharos.raft.model.Message.TimeoutNow;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Proposal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams whose other side is not one of ours, and does not behave. */
final class StreamUpkeepTest {
    private static final LinkOptions HASTY = LinkOptions.standard()
            .withReadTimeout(Duration.ofMillis(600))
            .withWriteTimeout(Duration.ofMillis(500))
            .withProbeInterval(Duration.ofHours(1));
    private static final int MORE_THAN_FIT = 10_000;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private <T extends AutoCloseable> T closing(T one) {
        open.add(one);
        return one;
    }

    private static RawConnection stream(TestMember to, String kind) throws IOException {
        RawConnection connection = new RawConnection(to.port());
        connection.send("GET /raft/stream/" + kind + "/2 HTTP/1.1\r\nHost: x\r\nX-Server-From: 2\r\n"
                + "X-Server-Version: 3.4.23\r\nX-Min-Cluster-Version: 3.0.0\r\nX-Etcd-Cluster-ID: c1\r\n"
                + "X-Raft-To: 1\r\n\r\n");
        assertThat(connection.readThrough("\r\n\r\n")).startsWith("HTTP/1.1 200 OK\r\n");
        return connection;
    }

    @Test
    void idle_streams_carry_heartbeats() throws Exception {
        TestMember member = closing(TestMember.start(1, HASTY));
        member.knows(2, "http://127.0.0.1:1");
        RawConnection appends = closing(stream(member, "msgapp"));
        assertThat(appends.readThrough("\u0000\r\n")).isEqualTo("1\r\n\u0000\r\n");
        RawConnection messages = closing(stream(member, "message"));
        assertThat(messages.readThrough("\r\n")).isEqualTo("1c\r\n");
    }

    @Test
    void second_stream_of_a_kind_replaces_the_first() throws Exception {
        TestMember member = closing(TestMember.start(1));
        member.knows(2, "http://127.0.0.1:1");
        RawConnection first = closing(stream(member, "message"));
        RawConnection second = closing(stream(member, "message"));
        assertThat(first.readThrough("0\r\n\r\n")).endsWith("0\r\n\r\n");
        member.network.send(new TimeoutNow(new Envelope(1, 2, 3)));
        assertThat(second.readThrough("\r\n")).isEqualTo("1c\r\n");
    }

    @Test
    void messages_that_a_slow_reader_leaves_no_room_for_are_dropped() throws Exception {
        TestMember member = closing(TestMember.start(1));
        member.knows(2, "http://127.0.0.1:1");
        closing(stream(member, "msgapp"));
        Append large = MessagesOfAllKinds.append(1, 2, 1_000_000, 7);
        int sent = 0;
        while (member.events.count("send failed 2 too many messages wait") == 0) {
            assertThat(sent).as("messages that fit").isLessThan(MORE_THAN_FIT);
            member.network.send(large);
            sent++;
        }
        assertThat(member.inbox.losses()).isPositive();
    }

    @Test
    void stream_that_is_not_read_is_cut() throws Exception {
        TestMember member = closing(TestMember.start(1, HASTY));
        member.knows(2, "http://127.0.0.1:1");
        closing(stream(member, "msgapp"));
        for (int i = 0; i < 100; i++) {
            member.network.send(MessagesOfAllKinds.append(1, 2, 1_000_000, i));
        }
        member.events.await("send failed 2 the msgapp stream has ended");
        assertThat(member.inbox.losses()).isPositive();
    }

    @Test
    void silent_streams_are_given_up_and_dialled_again() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            TestMember member = closing(TestMember.start(1, HASTY));
            member.knows(2, "http://127.0.0.1:" + silent.getLocalPort());
            for (int i = 0; i < 2; i++) {
                Socket stream = closing(silent.accept());
                closing(silent.accept());
                stream.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
            }
            member.events.await("opened 2", 2);
            member.events.await("lost 2");
            member.events.await("inactive 2");
        }
    }

    @Test
    void stream_that_carries_nonsense_is_given_up() throws Exception {
        try (ServerSocket peer = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            TestMember member = closing(TestMember.start(1));
            member.knows(2, "http://127.0.0.1:" + peer.getLocalPort());
            for (int i = 0; i < 2; i++) {
                Socket stream = closing(peer.accept());
                stream.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n\u0007nonsense\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
            }
            member.events.await("receive failed 2");
            member.events.await("lost 2 APPEND");
            assertThat(member.inbox.isEmpty()).isTrue();
        }
    }

    /** Nobody knows whether the proposal arrived, so it must not be sent again. */
    @Test
    void posted_message_is_sent_once_even_if_no_answer_comes() throws Exception {
        try (ServerSocket peer = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            TestMember member = closing(TestMember.start(1));
            member.knows(2, "http://127.0.0.1:" + peer.getLocalPort());
            member.network.send(
                    new Forward(new Envelope(1, 2, 0), List.of(Proposal.command(Payload.utf8("only once")))));
            int posts = 0;
            int streams = 0;
            while (member.inbox.losses() == 0 || streams < 6) {
                try (Socket connection = peer.accept()) {
                    byte[] request = new byte[4];
                    assertThat(connection.getInputStream().readNBytes(request, 0, 4))
                            .isEqualTo(4);
                    boolean post = new String(request, StandardCharsets.US_ASCII).equals("POST");
                    posts += post ? 1 : 0;
                    streams += post ? 0 : 1;
                }
            }
            assertThat(posts).isEqualTo(1);
        }
    }
}
