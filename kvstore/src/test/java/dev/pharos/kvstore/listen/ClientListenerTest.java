package dev.pharos.kvstore.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.listen.fakes.FakeServer;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ClientListenerTest {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private final EventLoops loops = EventLoops.start(2, "listen-test");
    private final FakeServer services = new FakeServer();
    private final List<ClientListener> listeners = new ArrayList<>();
    private final List<ManagedChannel> channels = new ArrayList<>();

    @AfterEach
    void close() throws InterruptedException {
        for (ManagedChannel channel : channels) {
            channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        }
        for (ClientListener listener : listeners) {
            listener.stop(Duration.ZERO);
        }
        loops.close();
    }

    private static ListenOptions loopback() {
        return ListenOptions.of(List.of(ListenAddress.tcp("127.0.0.1", 0)), FakeServer.MAX_MESSAGE_BYTES);
    }

    private int listen(ListenOptions options) {
        return listen(options, Protocols.both(services.grpc(), EchoPath::install));
    }

    private int listen(ListenOptions options, Protocols protocols) {
        ClientListener listener = ClientListener.start(options, protocols, loops);
        listeners.add(listener);
        return listener.port();
    }

    private ManagedChannel dial(int port) {
        ManagedChannel channel = FakeServer.dial(port);
        channels.add(channel);
        return channel;
    }

    private static String get(int port, String path) throws IOException, InterruptedException {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static PutRequest put(String key, String value) {
        return PutRequest.newBuilder()
                .setKey(FakeServer.bytes(key))
                .setValue(FakeServer.bytes(value))
                .build();
    }

    @Test
    void one_port_serves_grpc_and_http() throws Exception {
        int port = listen(loopback());
        assertThat(FakeServer.kv(dial(port)).put(put("a", "1")).getHeader().getMemberId())
                .isEqualTo(7);
        assertThat(get(port, "/hello")).isEqualTo("/hello");
    }

    @Test
    void the_protocol_is_told_however_slowly_the_bytes_come() throws Exception {
        int port = listen(loopback());
        try (RawConnection http = new RawConnection(port);
                RawConnection http2 = new RawConnection(port)) {
            http.trickle("POST /slow HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(http.readThrough("/slow")).startsWith("HTTP/1.1 200 OK");
            http2.trickle(PREFACE).send(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
            // The answer begins with a SETTINGS frame on stream 0.
            InputStream in = http2.input();
            assertThat(in.readNBytes(9)[3]).isEqualTo((byte) 4);
        }
    }

    @Test
    void a_method_that_begins_like_the_preface_is_http() throws Exception {
        int port = listen(loopback());
        try (RawConnection http = new RawConnection(port)) {
            http.send("PRI * HTTP/2.0\r\n\r\nSX");
            assertThat(http.readThrough("\r\n")).startsWith("HTTP/");
        }
    }

    @Test
    void a_connection_that_does_not_decide_is_closed() throws Exception {
        int port = listen(loopback().withUndecidedTimeout(Duration.ofMillis(50)));
        try (RawConnection silent = new RawConnection(port);
                RawConnection half = new RawConnection(port)) {
            half.send("PRI * HTT");
            assertThat(silent.readToEnd()).isEmpty();
            assertThat(half.readToEnd()).isEmpty();
        }
    }

    @Test
    void a_decided_connection_outlives_the_timeout() throws Exception {
        int port = listen(loopback().withUndecidedTimeout(Duration.ofMillis(100)));
        try (RawConnection http = new RawConnection(port);
                RawConnection silent = new RawConnection(port)) {
            http.send("GET /one HTTP/1.1\r\nHost: x\r\n\r\n");
            http.readThrough("/one");
            silent.readToEnd();
            http.send("GET /two HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(http.readThrough("/two")).contains("200 OK");
        }
    }

    @Test
    void fifty_clients_of_both_kinds_are_served_at_once() throws Exception {
        int port = listen(loopback());
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int client = 0; client < 50; client++) {
            int number = client;
            clients.add(CompletableFuture.runAsync(() -> {
                if (number % 2 == 0) {
                    try (RawConnection http = new RawConnection(port)) {
                        for (int i = 0; i < 20; i++) {
                            http.send("GET /" + number + "-" + i + "; HTTP/1.1\r\nHost: x\r\n\r\n");
                            http.readThrough("/" + number + "-" + i + ";");
                        }
                    } catch (IOException broken) {
                        throw new IllegalStateException(broken);
                    }
                } else {
                    ManagedChannel channel = FakeServer.dial(port);
                    try {
                        for (int i = 0; i < 20; i++) {
                            FakeServer.kv(channel).put(put("k" + number, "v" + i));
                        }
                    } finally {
                        channel.shutdownNow();
                    }
                }
            }));
        }
        CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
    }

    @Test
    void a_message_over_the_limit_is_refused_in_the_words_of_go() {
        int port = listen(loopback());
        PutRequest large = PutRequest.newBuilder()
                .setKey(FakeServer.bytes("k"))
                .setValue(ByteString.copyFrom(new byte[3 << 20]))
                .build();
        assertThatThrownBy(() -> FakeServer.kv(dial(port)).put(large))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessage("RESOURCE_EXHAUSTED: grpc: received message larger than max (" + large.getSerializedSize()
                        + " vs. 2097152)");
    }

    @Test
    void compression_makes_no_room_for_more() {
        int port = listen(loopback());
        PutRequest large = PutRequest.newBuilder()
                .setKey(FakeServer.bytes("k"))
                .setValue(ByteString.copyFrom(new byte[3 << 20]))
                .build();
        assertThatThrownBy(
                        () -> FakeServer.kv(dial(port)).withCompression("gzip").put(large))
                .hasMessage("RESOURCE_EXHAUSTED: grpc: received message larger than max (" + large.getSerializedSize()
                        + " vs. 2097152)");
        assertThat(FakeServer.kv(dial(port))
                        .withCompression("gzip")
                        .put(put("k", "v"))
                        .hasHeader())
                .isTrue();
    }

    @Test
    void a_client_that_pings_too_often_is_sent_away() throws Exception {
        int port = listen(loopback());
        try (RawConnection http2 = new RawConnection(port)) {
            http2.send(PREFACE).send(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
            for (int i = 0; i < 5; i++) {
                http2.send(new byte[] {0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8});
            }
            assertThat(frame(http2.input(), 7)).contains("too_many_pings");
        }
    }

    /** The content of the first frame of this type. */
    private static String frame(InputStream in, int type) throws IOException {
        byte[] head;
        byte[] content;
        do {
            head = in.readNBytes(9);
            content = in.readNBytes((head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | (head[2] & 0xff));
        } while (head[3] != type);
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_message_far_over_the_limit_is_refused_too() {
        int port = listen(loopback());
        PutRequest large = PutRequest.newBuilder()
                .setValue(ByteString.copyFrom(new byte[30 << 20]))
                .build();
        assertThatThrownBy(() -> FakeServer.kv(dial(port)).put(large))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refused -> assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED));
    }

    @Test
    void bytes_that_are_no_message_are_refused_as_internal() {
        int port = listen(loopback());
        assertThatThrownBy(() -> callRaw(dial(port), "etcdserverpb.KV/Range", new byte[] {(byte) 0xff, 1, 2}))
                .hasMessageStartingWith("INTERNAL: grpc: error unmarshalling request: ");
    }

    @Test
    void unknown_services_and_methods_are_named() {
        int port = listen(loopback());
        assertThatThrownBy(() -> callRaw(dial(port), "no.Such/Thing", new byte[0]))
                .hasMessage("UNIMPLEMENTED: unknown service no.Such");
        assertThatThrownBy(() -> callRaw(dial(port), "etcdserverpb.KV/Thing", new byte[0]))
                .hasMessage("UNIMPLEMENTED: unknown method Thing for service etcdserverpb.KV");
    }

    private static byte[] callRaw(ManagedChannel channel, String method, byte[] request) {
        MethodDescriptor.Marshaller<byte[]> raw = new MethodDescriptor.Marshaller<>() {
            @Override
            public InputStream stream(byte[] value) {
                return new ByteArrayInputStream(value);
            }

            @Override
            public byte[] parse(InputStream stream) {
                return new byte[0];
            }
        };
        return ClientCalls.blockingUnaryCall(
                channel,
                MethodDescriptor.newBuilder(raw, raw)
                        .setFullMethodName(method)
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .build(),
                CallOptions.DEFAULT,
                request);
    }

    @Test
    void http2_without_grpc_is_refused_in_the_words_of_go() throws Exception {
        int both = listen(loopback());
        int grpcOnly = listen(loopback(), Protocols.grpcOnly(services.grpc()));
        for (int port : new int[] {both, grpcOnly}) {
            assertThat(refused(port, "POST", "application/json"))
                    .containsExactly(
                            "415", "application/grpc", "3", "invalid gRPC request content-type \"application/json\"");
            assertThat(refused(port, "GET", ""))
                    .containsExactly("415", "application/grpc", "3", "invalid gRPC request content-type \"\"");
            assertThat(refused(port, "POST", "application/grpcx"))
                    .containsExactly(
                            "415", "application/grpc", "3", "invalid gRPC request content-type \"application/grpcx\"");
            assertThat(refused(port, "GET", "application/grpc"))
                    .containsExactly(
                            "405",
                            "application/grpc",
                            "13",
                            "Received a HEADERS frame with :method \"GET\" which should be POST");
            assertThat(refused(port, "POST", "application/grpc+proto"))
                    .containsExactly("200", "application/grpc", "12", "unknown service no.Such");
        }
    }

    /** Status, content type, code and words of the answer to a request whose body is on its way. */
    private static List<String> refused(int port, String method, String contentType) throws Exception {
        Http2Headers request = new DefaultHttp2Headers()
                .method(method)
                .scheme("http")
                .path("/no.Such/Thing")
                .authority("x")
                .set("te", "trailers");
        if (!contentType.isEmpty()) {
            request.set("content-type", contentType);
        }
        ByteBuf block = Unpooled.buffer();
        new DefaultHttp2HeadersEncoder().encodeHeaders(1, request, block);
        byte[] frame = new byte[9 + block.readableBytes()];
        byte[] head = {0, 0, (byte) block.readableBytes(), 1, 4, 0, 0, 0, 1};
        System.arraycopy(head, 0, frame, 0, head.length);
        block.readBytes(frame, 9, block.readableBytes());
        try (RawConnection http2 = new RawConnection(port)) {
            http2.send(PREFACE).send(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0}).send(frame);
            // An empty message; whether it is still wanted or not, the connection goes on.
            http2.send(new byte[] {0, 0, 5, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0});
            String answer = frame(http2.input(), 1);
            Http2Headers read = new DefaultHttp2HeadersDecoder()
                    .decodeHeaders(1, Unpooled.wrappedBuffer(answer.getBytes(StandardCharsets.ISO_8859_1)));
            return Stream.of(read.status(), read.get("content-type"), read.get("grpc-status"), read.get("grpc-message"))
                    .map(String::valueOf)
                    .toList();
        }
    }

    @Test
    void an_address_in_use_is_named() {
        int port = listen(loopback());
        ListenOptions same = ListenOptions.of(List.of(ListenAddress.tcp("127.0.0.1", port)), 1 << 20);
        String text = "listen tcp 127.0.0.1:" + port + ": bind: address already in use";
        assertThatThrownBy(() -> listen(same)).isInstanceOf(ListenFailure.class).hasMessage(text);
        assertThatThrownBy(() -> listen(same, Protocols.httpOnly(EchoPath::install)))
                .isInstanceOf(ListenFailure.class)
                .hasMessage(text);
    }

    @Test
    void sockets_that_allow_it_share_a_port() {
        assumeTrue(loops.canSharePorts(), "this platform cannot share ports");
        ListenOptions sharing = loopback().withReuse(Set.of(SocketReuse.PORT, SocketReuse.ADDRESS));
        int port = listen(sharing);
        ListenOptions same = ListenOptions.of(List.of(ListenAddress.tcp("127.0.0.1", port)), 1 << 20);
        assertThat(listen(same.withReuse(Set.of(SocketReuse.PORT)))).isEqualTo(port);
        assertThat(listen(same.withReuse(Set.of(SocketReuse.PORT)), Protocols.httpOnly(EchoPath::install)))
                .isEqualTo(port);
        assertThatThrownBy(() -> listen(same)).isInstanceOf(ListenFailure.class);
    }

    @Test
    void all_addresses_are_bound_or_none() throws Exception {
        int taken = listen(loopback());
        int free;
        try (ServerSocket probe = new ServerSocket(0)) {
            free = probe.getLocalPort();
        }
        ListenOptions both = ListenOptions.of(
                List.of(ListenAddress.tcp("127.0.0.1", free), ListenAddress.tcp("127.0.0.1", taken)), 1 << 20);
        assertThatThrownBy(() -> listen(both)).isInstanceOf(ListenFailure.class);
        assertThat(listen(ListenOptions.of(List.of(ListenAddress.tcp("127.0.0.1", free)), 1 << 20)))
                .isEqualTo(free);
    }

    @Test
    void http_alone_and_grpc_alone_can_be_served() throws Exception {
        int http = listen(loopback(), Protocols.httpOnly(EchoPath::install));
        int grpc = listen(loopback(), Protocols.grpcOnly(services.grpc()));
        assertThat(get(http, "/alone")).isEqualTo("/alone");
        assertThat(FakeServer.kv(dial(grpc))
                        .range(RangeRequest.getDefaultInstance())
                        .getCount())
                .isZero();
    }

    @Test
    void a_unix_socket_serves_both(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(Epoll.isAvailable(), "unix sockets need epoll");
        Path socket = folder.resolve("client.sock");
        Files.createFile(socket);
        ClientListener listener = ClientListener.start(
                ListenOptions.of(List.of(ListenAddress.unix(socket)), 1 << 20),
                Protocols.both(services.grpc(), EchoPath::install),
                loops);
        assertThat(listener.port()).isEqualTo(-1);
        ManagedChannel channel = NettyChannelBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
                .channelType(EpollDomainSocketChannel.class)
                .eventLoopGroup(loops.group())
                .usePlaintext()
                .overrideAuthority("x")
                .build();
        assertThat(FakeServer.kv(channel).put(put("a", "1")).hasHeader()).isTrue();
        channel.shutdownNow();
        listener.stop(Duration.ZERO);
        assertThat(socket).doesNotExist();
    }

    @Test
    void stopping_cuts_what_does_not_end_in_time() throws Exception {
        ClientListener listener =
                ClientListener.start(loopback(), Protocols.both(services.grpc(), EchoPath::install), loops);
        ManagedChannel channel = dial(listener.port());
        FakeServer.kv(channel).put(put("a", "1"));
        try (RawConnection hanging = new RawConnection(listener.port())) {
            hanging.send("GET /one HTTP/1.1\r\nHost: x\r\n\r\n");
            hanging.readThrough("/one");
            hanging.send("GET /hang HTTP/1.1\r\nHost: x\r\n\r\n");
            listener.stop(Duration.ofMillis(100));
            assertThat(hanging.readToEnd()).isEmpty();
        }
        assertThatThrownBy(() -> FakeServer.kv(channel).put(put("a", "2"))).hasMessageStartingWith("UNAVAILABLE");
    }
}
