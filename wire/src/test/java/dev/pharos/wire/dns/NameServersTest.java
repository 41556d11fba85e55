package dev.pharos.wire.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.testkit.dns.LoopbackNameServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NameServersTest {
    private static final String PLAIN = "_etcd-server._tcp.example.org";

    private final LoopbackNameServer dns = LoopbackNameServer.start();

    @AfterEach
    void close() {
        dns.close();
    }

    @Test
    void what_is_preferred_comes_first_and_the_rest_is_in_the_same_order_for_everybody() throws Exception {
        dns.add(PLAIN, 2, 0, "a.example.org", 1)
                .add(PLAIN, 1, 5, "b.example.org", 2)
                .add(PLAIN, 1, 9, "d.example.org", 3)
                .add(PLAIN, 1, 9, "c.example.org", 4);

        assertThat(NameServers.of(dns.place()).places(PLAIN))
                .extracting(SrvRecord::place)
                .containsExactly("c.example.org:4", "d.example.org:3", "b.example.org:2", "a.example.org:1");
    }

    @Test
    void what_is_no_domain_is_not_asked_for() {
        for (String domain : List.of("", "a..b", "ldap://127.0.0.1/x", "a b", "a/b")) {
            assertThatThrownBy(() -> NameServers.of(dns.place()).places("_etcd-server._tcp." + domain))
                    .as(domain)
                    .isInstanceOf(NameServers.Unanswered.class)
                    .hasMessageEndingWith("no such host");
        }
    }

    @Test
    void a_record_of_an_odd_host_is_refused() {
        assertThat(SrvRecord.parse("1 2 3 .")).isEqualTo(new SrvRecord(1, 2, 3, ""));
        assertThat(SrvRecord.parse("1 2 65535 a-b.c_d.")).isEqualTo(new SrvRecord(1, 2, 65535, "a-b.c_d"));
        for (String odd : List.of("", "1 2 3", "1 2 3 a,b=http://c.", "1 2 3 a b.", "x 2 3 a.", "1 2 3 a/b.")) {
            assertThatThrownBy(() -> SrvRecord.parse(odd)).as(odd).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_dot_behind_the_domain_changes_nothing() throws Exception {
        dns.add(PLAIN, "m1.example.org", 1);

        assertThat(NameServers.of(dns.place()).places(PLAIN + "."))
                .containsExactly(new SrvRecord(0, 0, 1, "m1.example.org"));
    }
}
