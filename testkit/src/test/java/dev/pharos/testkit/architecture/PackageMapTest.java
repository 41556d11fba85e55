package dev.pharos.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PackageMapTest {
    private static final PackageMap MAP =
            PackageMap.of("dev.example").allow("low").allow("high", "low");

    @Test
    void a_package_may_use_itself_and_what_it_names() {
        assertThat(MAP.allows("high", "low")).isTrue();
        assertThat(MAP.allows("high", "high")).isTrue();
        assertThat(MAP.allows("low", "high")).isFalse();
    }

    @Test
    void the_root_package_is_the_entrance() {
        PackageMap map = MAP.allow(PackageMap.ENTRANCE, "high");

        assertThat(map.nameOf("dev.example")).isEqualTo(PackageMap.ENTRANCE);
        assertThat(map.nameOf("dev.example.high")).isEqualTo("high");
        assertThat(map.fullName(PackageMap.ENTRANCE)).isEqualTo("dev.example");
    }

    @Test
    void a_package_whose_name_merely_begins_alike_is_not_covered() {
        assertThat(MAP.covers("dev.example.low")).isTrue();
        assertThat(MAP.covers("dev.examples")).isFalse();
    }

    @Test
    void a_package_cannot_use_one_that_stands_above_it() {
        PackageMap map = PackageMap.of("dev.example");

        assertThatThrownBy(() -> map.allow("low", "high"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'low' uses 'high'");
    }

    @Test
    void a_package_cannot_stand_in_the_map_twice() {
        assertThatThrownBy(() -> MAP.allow("low"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'low' is in the map twice");
    }
}
