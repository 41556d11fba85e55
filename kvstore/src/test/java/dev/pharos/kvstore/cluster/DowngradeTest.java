package dev.pharos.kvstore.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DowngradeTest {
    @Test
    void it_is_written_as_etcd_writes_it_and_read_again() {
        assertThat(Downgrade.to("3.5.0").toJson()).isEqualTo("{\"target-version\":\"3.5.0\",\"enabled\":true}");
        assertThat(Downgrade.NONE.toJson()).isEqualTo("{\"target-version\":\"\",\"enabled\":false}");
        for (Downgrade each : new Downgrade[] {Downgrade.to("3.5.0"), Downgrade.NONE}) {
            assertThat(Downgrade.fromJson(each.toJson())).isEqualTo(each);
        }
        assertThat(Downgrade.fromJson("{\"target-version\":\"3.5.0\",\"enabled\":false}"))
                .isEqualTo(Downgrade.NONE);
    }

    @Test
    void a_target_that_is_no_version_is_not_gone_to() {
        assertThat(Downgrade.to("").isUnderWay()).isFalse();
        assertThat(Downgrade.to("earlier").isUnderWay()).isFalse();
        assertThat(Downgrade.fromJson("{\"enabled\":true,\"target-version\":\"x\"}"))
                .isEqualTo(Downgrade.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "3.5.0", "{\"enabled\":true}", "{\"enabled\":{}}", "{"})
    void what_is_something_else_is_refused(String text) {
        assertThatThrownBy(() -> Downgrade.fromJson(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
