package dev.pharos.client.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.client.data.Endpoint.Scheme;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EndpointTest {
    @Test
    void host_and_port_may_stand_alone_or_behind_a_scheme() {
        for (String text : List.of("a.b:23", "http://a.b:23", "https://a.b:23/", "https://a.b:23/v3")) {
            Endpoint endpoint = Endpoint.parse(text);
            assertThat(endpoint.host()).isEqualTo("a.b");
            assertThat(endpoint.port()).isEqualTo(23);
            assertThat(endpoint.address()).isEqualTo("a.b:23");
            assertThat(endpoint).hasToString(text);
        }
        assertThat(Endpoint.parse("a:1").scheme()).isEqualTo(Scheme.NONE);
        assertThat(Endpoint.parse("http://a:1").scheme()).isEqualTo(Scheme.HTTP);
        assertThat(Endpoint.parse("https://a:1").scheme()).isEqualTo(Scheme.HTTPS);
    }

    @Test
    void an_address_of_the_sixth_version_stands_in_brackets() {
        assertThat(Endpoint.parse("http://[::1]:2379").host()).isEqualTo("::1");
        assertThat(Endpoint.parse("[::1]:2379").port()).isEqualTo(2379);
    }

    @Test
    void a_host_may_have_the_dot_of_name_servers_behind_it() {
        Endpoint endpoint = Endpoint.parse("https://a.b.:1");
        assertThat(endpoint.host()).isEqualTo("a.b");
        assertThat(endpoint.address()).isEqualTo("a.b:1");
        assertThat(endpoint).hasToString("https://a.b.:1");
    }

    @Test
    void a_socket_has_a_path() {
        assertThat(Endpoint.parse("unix:///run/a").path()).contains(Path.of("/run/a"));
        assertThat(Endpoint.parse("unixs://a:1").path()).contains(Path.of("a:1"));
        assertThat(Endpoint.parse("a:1").path()).isEmpty();
    }

    @Test
    void what_is_no_address_is_refused_with_a_reason() {
        for (String text :
                List.of("", "a", "a:", ":1", "a:x", "a:65536", "http://a", "ftp://a:1", "unix:", "a:1:2", "::1:2")) {
            assertThatThrownBy(() -> Endpoint.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no endpoint: " + text);
        }
    }
}
