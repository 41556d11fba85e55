package dev.pharos.etcdctl;

import dev.pharos.testkit.architecture.HouseRules;
import dev.pharos.testkit.architecture.PackageMap;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    private static final PackageMap PACKAGES = PackageMap.of("dev.pharos.etcdctl")
            .allow("offline.text")
            .allow("offline.terminal", "offline.text")
            .allow("offline.output", "offline.text", "offline.terminal")
            .allow("offline.file", "offline.text", "offline.terminal", "offline.output")
            .allow("offline.cli", "offline.text", "offline.terminal")
            .allow("offline.completion", "offline.cli")
            .allow(
                    "offline.command",
                    "offline.text",
                    "offline.terminal",
                    "offline.output",
                    "offline.file",
                    "offline.cli",
                    "offline.completion")
            .allow("offline", "offline.text", "offline.terminal", "offline.cli", "offline.command")
            .allow("offline.rehearsal", "offline.terminal", "offline");

    @Test
    void etcdctl_keeps_the_house_rules() {
        HouseRules.of(PACKAGES).check();
    }
}
