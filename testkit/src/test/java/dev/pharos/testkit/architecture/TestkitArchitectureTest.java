package dev.pharos.testkit.architecture;

import org.junit.jupiter.api.Test;

class TestkitArchitectureTest {
    private static final PackageMap PACKAGES = PackageMap.of("dev.pharos.testkit")
            .allow("architecture")
            .allow("dns")
            .allow("tls")
            .allow("history")
            .allow("linearizability", "history")
            .allow("linearizability.models", "linearizability", "history");

    @Test
    void the_testkit_keeps_the_house_rules() {
        HouseRules.of(PACKAGES).check();
    }
}
