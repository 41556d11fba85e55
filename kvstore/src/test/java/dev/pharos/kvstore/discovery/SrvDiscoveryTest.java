package dev.pharos.kvstore.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.kvstore.config.ConfigReader;
import dev.pharos.kvstore.config.ConfigResult;
import dev.pharos.kvstore.config.DiscoveryOptions;
import dev.pharos.kvstore.config.ServerUrl;
import dev.pharos.kvstore.logging.LogFormat;
import dev.pharos.kvstore.logging.LogLevel;
import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.testkit.dns.LoopbackNameServer;
import dev.pharos.wire.dns.NameServers;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SrvDiscoveryTest {
    private static final String PLAIN = "_etcd-server._tcp.example.org";
    private static final String SECURE = "_etcd-server-ssl._tcp.example.org";

    private final LoopbackNameServer dns = LoopbackNameServer.start();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final ServerLog log = ServerLog.into(lines, LogLevel.INFO, LogFormat.JSON, Clock.systemUTC());

    @AfterEach
    void close() {
        dns.close();
        log.close();
    }

    /** The hosts of this world are called by the last number of their address. */
    private static InetAddress lookup(String host) throws UnknownHostException {
        if (!host.matches("m[0-9]\\.example\\.org|10\\.0\\.0\\.[0-9]")) {
            throw new UnknownHostException(host);
        }
        int number = Integer.parseInt(host.replaceAll("^m|\\.example\\.org$|^10\\.0\\.0\\.", ""));
        return InetAddress.getByAddress(host, new byte[] {10, 0, 0, (byte) number});
    }

    private String members(String name, String advertised, String... flags) {
        SrvDiscovery discovery = new SrvDiscovery(NameServers.of(dns.place()), SrvDiscoveryTest::lookup, log);
        return discovery.members(name, ServerUrl.parseList(advertised), options(flags));
    }

    private static DiscoveryOptions options(String... more) {
        String[] flags = new String[more.length + 1];
        flags[0] = "--discovery-srv=example.org";
        System.arraycopy(more, 0, flags, 1, more.length);
        ConfigResult read = ConfigReader.read(List.of(flags), Map.of());
        return ((ConfigResult.Options) read).options().bootstrap().discovery();
    }

    private List<String> said() {
        assertThat(log.flush(Duration.ofSeconds(10))).isTrue();
        return lines.toString(UTF_8).lines().toList();
    }

    @Test
    void the_member_that_asks_is_the_record_that_leads_to_it_and_the_others_have_numbers() {
        dns.add(PLAIN, "m1.example.org", 2380)
                .add(PLAIN, "m2.example.org", 2380)
                .add(PLAIN, "m3.example.org", 2380);

        assertThat(members("one", "http://10.0.0.1:2380"))
                .isEqualTo("one=http://m1.example.org:2380,0=http://m2.example.org:2380,1=http://m3.example.org:2380");
        assertThat(members("three", "http://m3.example.org:2380"))
                .isEqualTo(
                        "0=http://m1.example.org:2380,1=http://m2.example.org:2380,three=http://m3.example.org:2380");
        assertThat(said())
                .anyMatch(line -> line.contains("got bootstrap from DNS for etcd-server")
                        && line.contains("three=http://m3.example.org:2380"))
                .anyMatch(line -> line.contains("get cluster for etcd-server-ssl SRV"));
    }

    @Test
    void what_is_preferred_comes_first() {
        dns.add(PLAIN, 2, 0, "m1.example.org", 1)
                .add(PLAIN, 1, 5, "m2.example.org", 2)
                .add(PLAIN, 1, 9, "m3.example.org", 3);

        assertThat(members("one", "http://10.0.0.1:1"))
                .isEqualTo("0=http://m3.example.org:3,1=http://m2.example.org:2,one=http://m1.example.org:1");
    }

    @Test
    void members_with_tls_come_before_those_without() {
        dns.add(SECURE, "m1.example.org", 1).add(PLAIN, "m2.example.org", 2);

        assertThat(members("two", "http://10.0.0.2:2"))
                .isEqualTo("0=https://m1.example.org:1,two=http://m2.example.org:2");
    }

    @Test
    void the_name_of_the_service_may_have_a_suffix() {
        dns.add("_etcd-server-blue._tcp.example.org", "m1.example.org", 1);

        assertThat(members("one", "http://10.0.0.1:1", "--discovery-srv-name=blue"))
                .isEqualTo("one=http://m1.example.org:1");
        assertThatThrownBy(() -> members("one", "http://10.0.0.1:1"))
                .isInstanceOf(DiscoveryFailure.class)
                .hasMessage("error setting up initial cluster: error querying DNS SRV records for _etcd-server-ssl"
                        + " lookup " + SECURE + ": no such host\n"
                        + "error querying DNS SRV records for _etcd-server lookup " + PLAIN + ": no such host");
        assertThat(said()).anyMatch(line -> line.contains("failed to resolve during SRV discovery"));
    }

    @Test
    void a_member_that_no_record_leads_to_has_no_place() {
        dns.add(PLAIN, "m2.example.org", 2);

        for (String elsewhere : List.of("http://10.0.0.1:2", "http://10.0.0.2:3")) {
            assertThatThrownBy(() -> members("one", elsewhere))
                    .isInstanceOf(DiscoveryFailure.class)
                    .hasMessage("error setting up initial cluster: cannot find local etcd member \"one\" in SRV"
                            + " records");
        }
    }

    @Test
    void a_record_of_the_other_kind_is_not_this_member() {
        dns.add(SECURE, "m1.example.org", 1);

        assertThatThrownBy(() -> members("one", "http://10.0.0.1:1"))
                .isInstanceOf(DiscoveryFailure.class)
                .hasMessageContaining("bootstrap at https://m1.example.org:1 from DNS for etcd-server-ssl has scheme"
                        + " mismatch with expected peer http://10.0.0.1:1");
    }

    @Test
    void records_that_lead_nowhere_are_left_out_while_others_are_left() {
        dns.add(PLAIN, "nowhere.example.org", 1).add(PLAIN, "m1.example.org", 1);
        assertThat(members("one", "http://10.0.0.1:1")).isEqualTo("one=http://m1.example.org:1");

        dns.add("_etcd-server-lost._tcp.example.org", "nowhere.example.org", 1);
        assertThatThrownBy(() -> members("one", "http://10.0.0.1:1", "--discovery-srv-name=lost"))
                .hasMessageContaining("_etcd-server-lost lookup nowhere.example.org: no such host");
    }

    @Test
    void who_advertises_a_host_that_nobody_knows_finds_nobody() {
        dns.add(PLAIN, "m1.example.org", 1);

        assertThatThrownBy(() -> members("one", "http://nowhere.example.org:1"))
                .hasMessageContaining("lookup nowhere.example.org: no such host");
    }
}
