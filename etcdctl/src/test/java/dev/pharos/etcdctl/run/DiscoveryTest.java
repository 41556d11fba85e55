package dev.pharos.etcdctl.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.etcdctl.line.Line;
import dev.pharos.etcdctl.line.LineReader;
import dev.pharos.etcdctl.output.Sink;
import dev.pharos.testkit.dns.LoopbackNameServer;
import dev.pharos.wire.dns.NameServers;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DiscoveryTest {
    private static final String SECURE = "_etcd-client-ssl._tcp.example.org";
    private static final String PLAIN = "_etcd-client._tcp.example.org";

    private final LoopbackNameServer dns = LoopbackNameServer.start();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @AfterEach
    void close() {
        dns.close();
    }

    private static Line line(String... flags) {
        return LineReader.read(Globals.FLAGS, List.of(flags));
    }

    private List<String> found(String... flags) {
        return new Discovery(NameServers.of(dns.place()), new Sink(err)).endpoints(line(flags));
    }

    @Test
    void members_with_tls_come_before_those_without() {
        dns.add(PLAIN, 1, 0, "m1.example.org", 1)
                .add(SECURE, 2, 0, "m3.example.org", 3)
                .add(SECURE, 1, 0, "m2.example.org", 2);

        assertThat(found("--discovery-srv=example.org"))
                .containsExactly("https://m2.example.org.:2", "https://m3.example.org.:3", "http://m1.example.org.:1");
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void one_kind_of_members_is_enough() {
        dns.add(PLAIN, "m1.example.org", 1);

        assertThat(found("-d", "example.org")).containsExactly("http://m1.example.org.:1");
    }

    @Test
    void the_name_of_the_service_may_have_a_suffix() {
        dns.add("_etcd-client-ssl-blue._tcp.example.org", "m1.example.org", 1)
                .add("_etcd-client-blue._tcp.example.org", "m2.example.org", 2);

        assertThat(found("-d", "example.org", "--discovery-srv-name=blue"))
                .containsExactly("https://m1.example.org.:1", "http://m2.example.org.:2");
    }

    @Test
    void members_without_tls_are_named_and_left_out_on_request() {
        dns.add(PLAIN, "m1.example.org", 1).add(SECURE, "m2.example.org", 2);

        assertThat(found("-d", "example.org", "--insecure-discovery=false"))
                .containsExactly("https://m2.example.org.:2");
        assertThat(err.toString(UTF_8))
                .isEqualTo("ignoring discovered insecure endpoint \"http://m1.example.org.:1\"\n");
    }

    @Test
    void a_domain_without_records_is_an_error() {
        assertThatThrownBy(() -> found("-d", "example.org")).isInstanceOfSatisfying(Exit.class, exit -> {
            assertThat(exit.status()).isEqualTo(1);
            assertThat(exit.text())
                    .isEqualTo("dns lookup errors: lookup " + SECURE + ": no such host and lookup " + PLAIN
                            + ": no such host");
        });
    }

    @Test
    void certificates_must_be_for_the_domain_where_nothing_but_tls_is_taken() {
        assertThat(Discovery.serverName(line("-d", "example.org", "--insecure-discovery=false")))
                .contains("example.org");
        assertThat(Discovery.serverName(line("-d", "example.org"))).isEmpty();
        assertThat(Discovery.serverName(line("--insecure-discovery=false"))).isEmpty();
    }
}
