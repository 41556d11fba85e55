package dev.pharos.etcdctl;

import dev.pharos.testkit.architecture.HouseRules;
import dev.pharos.testkit.architecture.PackageMap;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    private static final PackageMap PACKAGES = PackageMap.of("dev.pharos.etcdctl")
            .allow("text")
            .allow("completion")
            .allow("json", "text")
            .allow("line", "text")
            .allow("output", "text", "json")
            .allow("offline.text")
            .allow("offline.terminal", "offline.text")
            .allow("offline.output", "offline.text", "offline.terminal", "output")
            .allow("offline.file", "text", "offline.text", "offline.terminal", "offline.output")
            .allow("offline.cli", "text", "offline.text", "offline.terminal")
            .allow(
                    "offline.command",
                    "text",
                    "offline.text",
                    "offline.terminal",
                    "offline.output",
                    "offline.file",
                    "offline.cli",
                    "completion")
            .allow("offline", "offline.text", "offline.terminal", "offline.cli", "offline.command")
            .allow("offline.rehearsal", "offline.terminal", "offline")
            .allow("run", "text", "json", "line", "output")
            .allow("info", "completion", "line", "output", "run")
            .allow("key", "text", "line", "output", "run")
            .allow("lease", "text", "line", "output", "run")
            .allow("member", "text", "line", "output", "run")
            .allow("endpoint", "text", "line", "output", "run")
            .allow("user", "text", "line", "output", "run", "key")
            .allow("watch", "text", "line", "output", "run", "key")
            .allow("hold", "text", "line", "output", "run", "key")
            .allow("mirror", "text", "line", "output", "run", "key")
            .allow("load", "text", "line", "output", "run", "key")
            .allow(
                    PackageMap.ENTRANCE,
                    "completion",
                    "text",
                    "line",
                    "output",
                    "run",
                    "info",
                    "key",
                    "lease",
                    "member",
                    "endpoint",
                    "user",
                    "watch",
                    "hold",
                    "mirror",
                    "load")
            .allow("rehearsal", "run", PackageMap.ENTRANCE);

    @Test
    void etcdctl_keeps_the_house_rules() {
        HouseRules.of(PACKAGES).fairShares().check();
    }
}
