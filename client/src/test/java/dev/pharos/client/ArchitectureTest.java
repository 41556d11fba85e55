package dev.pharos.client;

import dev.pharos.testkit.architecture.HouseRules;
import dev.pharos.testkit.architecture.PackageMap;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    private static final PackageMap PACKAGES = PackageMap.of("dev.pharos.client")
            .allow("data")
            .allow("channel", "data")
            .allow("kv", "channel")
            .allow("lease", "data", "channel")
            .allow("watch", "data", "channel")
            .allow("admin", "channel")
            .allow(PackageMap.ENTRANCE, "data", "channel", "kv", "lease", "watch", "admin");

    @Test
    void the_client_keeps_the_house_rules() {
        HouseRules.of(PACKAGES).check();
    }
}
