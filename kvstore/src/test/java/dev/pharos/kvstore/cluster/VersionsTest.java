package dev.pharos.kvstore.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.kvstore.model.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionsTest {
    @ParameterizedTest
    @ValueSource(strings = {"3.5", "3.5.0", "3.5.30"})
    void one_minor_below_is_what_a_downgrade_may_go_to(String target) {
        assertThat(Versions.isOneBelow(target, "3.6.0")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6", "3.4.0", "3.7", "2.5", "4.5"})
    void nothing_else_is(String target) {
        assertThat(Versions.isOneBelow(target, "3.6.0")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "3.x", "v3.5", "3.5.", "3.5.0.1", "99999.1"})
    void what_is_no_version_is_refused(String target) {
        assertThatThrownBy(() -> Versions.isOneBelow(target, "3.6.0")).isInstanceOf(Refusal.class);
    }

    @Test
    void the_minor_version_leaves_out_the_patch() {
        assertThat(Versions.minor("3.6.0")).isEqualTo("3.6");
    }

    @Test
    void data_say_by_what_they_can_be_read_from_a_release_on() {
        assertThat(Versions.ofStorage("")).isEqualTo("3.6.0");
        assertThat(Versions.ofStorage("3.0.0")).isEqualTo("3.6.0");
        assertThat(Versions.ofStorage("3.6.0")).isEqualTo("3.6.0");
        assertThat(Versions.ofStorage("3.5.0")).isEqualTo("3.5.0");
        assertThat(Versions.ofStorage("3.4.0")).isEqualTo("3.5.0");
    }

    @Test
    void versions_are_ordered_by_numbers_and_not_by_digits() {
        assertThat(Versions.isBelow("3.5.30", "3.6.0")).isTrue();
        assertThat(Versions.isBelow("2.10", "3.0")).isTrue();
        assertThat(Versions.isBelow("3.9.0", "3.10.0")).isTrue();
        assertThat(Versions.isBelow("3.6.0", "3.6.9")).isFalse();
        assertThat(Versions.isBelow("4.0.0", "3.6.0")).isFalse();
    }
}
