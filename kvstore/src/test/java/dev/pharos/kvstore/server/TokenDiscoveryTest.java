package dev.pharos.kvstore.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.blackbox.Connection;
import dev.pharos.kvstore.config.ConfigReader;
import dev.pharos.kvstore.config.ConfigResult;
import dev.pharos.kvstore.discovery.DiscoveryFailure;
import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.wire.proto.etcdserverpb.Member;
import dev.pharos.wire.proto.etcdserverpb.MemberListRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Founders that know nothing but a token and where the registry is. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TokenDiscoveryTest {
    private static final String TOKEN = "6c007a14875d53d9bf0ef5a6fc0257c8";

    @TempDir
    private Path folder;

    private LocalCluster registry;
    private final ExecutorService starts = Executors.newCachedThreadPool();
    private final List<KvServer> servers = new ArrayList<>();

    @BeforeEach
    void start() throws InterruptedException {
        registry = LocalCluster.start(folder.resolve("registry"));
    }

    @AfterEach
    void stop() {
        starts.shutdownNow();
        servers.forEach(KvServer::close);
        registry.close();
    }

    private void put(String key, String value) {
        try (Connection connection = Connection.to(registry.endpoint())) {
            connection
                    .kv()
                    .put(PutRequest.newBuilder()
                            .setKey(ByteString.copyFromUtf8("/_etcd/registry/" + TOKEN + key))
                            .setValue(ByteString.copyFromUtf8(value))
                            .build());
        }
    }

    private static String freeUrl() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        } catch (IOException exhausted) {
            throw new IllegalStateException(exhausted);
        }
    }

    private KvServer found(String name) throws InterruptedException {
        String client = freeUrl();
        String peer = freeUrl();
        List<String> flags = List.of(
                "--name=" + name,
                "--data-dir=" + folder.resolve(name),
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--discovery-token=" + TOKEN,
                "--discovery-endpoints=" + freeUrl() + "," + registry.clientUrl());
        if (!(ConfigReader.read(flags, Map.of()) instanceof ConfigResult.Options read)) {
            throw new AssertionError(flags);
        }
        assertThat(read.options().unsupported()).isEmpty();
        return KvServer.start(read.options(), ServerLog.silent(), failure -> {});
    }

    @Test
    void three_find_each_other_and_the_fourth_is_one_too_many() throws Exception {
        put("/_config/size", "3");
        List<Future<KvServer>> started = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            started.add(starts.submit(() -> found(name)));
        }
        for (Future<KvServer> each : started) {
            servers.add(each.get());
        }
        assertThat(servers).extracting(KvServer::memberId).doesNotHaveDuplicates();
        try (Connection connection = Connection.to("127.0.0.1:" + servers.get(0).clientPort())) {
            assertThat(connection
                            .cluster()
                            .memberList(MemberListRequest.getDefaultInstance())
                            .getMembersList())
                    .extracting(Member::getName)
                    .containsExactlyInAnyOrder("a", "b", "c");
        }
        assertThatThrownBy(() -> found("d"))
                .isInstanceOf(DiscoveryFailure.class)
                .hasMessage("discovery: cluster is full");
    }

    @Test
    void a_token_that_nobody_has_prepared_is_refused() {
        assertThatThrownBy(() -> found("a"))
                .isInstanceOf(DiscoveryFailure.class)
                .hasMessage("discovery: size key not found");
    }

    @Test
    void a_size_that_is_no_size_is_refused() {
        for (String size : List.of("0", "three", "-1")) {
            put("/_config/size", size);
            assertThatThrownBy(() -> found("a"))
                    .as(size)
                    .isInstanceOf(DiscoveryFailure.class)
                    .hasMessage("discovery: size key is bad");
        }
    }
}
