package dev.pharos.kvstore.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SameAddressesTest {
    private final Map<String, String> hosts = new HashMap<>(Map.of("m1", "10.0.0.1", "m2", "10.0.0.2", "m6", "::6"));
    private int lookups;

    private InetAddress lookup(String host) throws UnknownHostException {
        lookups++;
        if (host.matches("[0-9.]+|[0-9a-f:]+")) {
            return InetAddress.getByName(host);
        }
        String number = hosts.get(host);
        if (number == null) {
            throw new UnknownHostException(host);
        }
        return InetAddress.getByName(number);
    }

    private SameAddresses comparison() {
        return new SameAddresses(this::lookup, Duration.ZERO);
    }

    private void assertSame(List<String> some, List<String> others) throws InterruptedException {
        assertThat(comparison().difference(some, others)).isEmpty();
        assertThat(comparison().difference(others, some)).isEmpty();
    }

    @Test
    void equal_texts_need_no_name_server() throws InterruptedException {
        assertSame(List.of("http://b:1", "http://a:1"), List.of("http://a:1", "http://b:1"));
        assertThat(lookups).isZero();
    }

    @Test
    void names_and_numbers_lead_to_the_same_place() throws InterruptedException {
        assertSame(List.of("http://m1:1"), List.of("http://10.0.0.1:1"));
        assertSame(List.of("http://m1:1", "http://10.0.0.2:2"), List.of("http://m2:2", "http://10.0.0.1:1"));
        assertSame(List.of("https://m6:1"), List.of("https://[0:0:0:0:0:0:0:6]:1"));
    }

    @Test
    void this_machine_has_its_name_too() throws InterruptedException {
        SameAddresses system = new SameAddresses(HostLookup.SYSTEM, Duration.ZERO);
        String number = InetAddress.getLoopbackAddress().getHostAddress();
        assertThat(system.difference(List.of("http://localhost:1"), List.of("http://" + number + ":1")))
                .isEmpty();
    }

    @Test
    void ports_schemes_and_sockets_must_be_the_same() throws InterruptedException {
        assertThat(comparison().difference(List.of("http://m1:1"), List.of("http://10.0.0.1:2")))
                .contains("resolved urls: \"http://10.0.0.1:1\" != \"http://10.0.0.1:2\"");
        assertThat(comparison().difference(List.of("http://m1:1"), List.of("https://10.0.0.1:1")))
                .contains("resolved urls: \"http://10.0.0.1:1\" != \"https://10.0.0.1:1\"");
        assertThat(comparison().difference(List.of("unix:///a"), List.of("unix:///b")))
                .contains("resolved urls: \"unix:///a\" != \"unix:///b\"");
    }

    @Test
    void as_many_must_be_there_as_here() throws InterruptedException {
        assertThat(comparison().difference(List.of("http://a:1"), List.of("http://a:1", "http://b:1")))
                .contains("len([\"http://a:1\"]) != len([\"http://a:1\" \"http://b:1\"])");
    }

    @Test
    void what_cannot_be_looked_up_is_named() throws InterruptedException {
        assertThat(comparison().difference(List.of("http://nowhere:1"), List.of("http://m1:1")))
                .contains("failed to resolve \"http://nowhere:1\" (lookup nowhere: no such host)");
        assertThat(comparison().difference(List.of("http://m1:1"), List.of("nonsense")))
                .contains("failed to parse string to URL: \"nonsense\"");
    }

    @Test
    void a_name_that_becomes_known_while_there_is_time_is_found() throws InterruptedException {
        SameAddresses patient = new SameAddresses(
                host -> {
                    if (host.equals("late") && lookups++ == 0) {
                        throw new UnknownHostException(host);
                    }
                    return InetAddress.getByAddress(host, new byte[] {10, 0, 0, 1});
                },
                Duration.ofSeconds(30));
        assertThat(patient.difference(List.of("http://late:1"), List.of("http://10.0.0.1:1")))
                .isEmpty();
        assertThat(lookups).isEqualTo(2);
    }
}
