package dev.pharos.raft;

import dev.pharos.testkit.architecture.HouseRules;
import dev.pharos.testkit.architecture.PackageMap;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    private static final PackageMap PACKAGES = PackageMap.of("dev.pharos.raft")
            .allow("check")
            .allow("model", "check")
            .allow("codec", "model")
            .allow("quorum", "model")
            .allow("log", "check", "model")
            .allow("replication", "check", "model", "quorum")
            .allow("core", "check", "model", "codec", "quorum", "log", "replication")
            .allow("storage.disk")
            .allow("storage.record", "check", "model", "codec", "storage.disk")
            .allow("storage.log", "check", "model", "storage.disk", "storage.record")
            .allow("storage.snapshot", "model", "codec", "storage.disk")
            .allow(
                    "storage.recovery",
                    "model",
                    "codec",
                    "storage.disk",
                    "storage.record",
                    "storage.log",
                    "storage.snapshot")
            .allow("storage.past", "model", "codec", "storage.disk", "storage.record", "storage.log")
            .allow(
                    "storage",
                    "model",
                    "storage.disk",
                    "storage.record",
                    "storage.log",
                    "storage.snapshot",
                    "storage.recovery",
                    "storage.past")
            .allow("transport", "model")
            .allow("machine", "model")
            .allow("outcome")
            .allow(
                    "node",
                    "check",
                    "model",
                    "codec",
                    "quorum",
                    "log",
                    "core",
                    "storage.record",
                    "storage.log",
                    "storage.snapshot",
                    "storage.recovery",
                    "storage.past",
                    "storage",
                    "transport",
                    "machine",
                    "outcome");

    @Test
    void raft_keeps_the_house_rules() {
        HouseRules.of(PACKAGES)
                .trusted("check")
                .pure("model", "codec", "quorum", "log", "replication", "core")
                .fairShares()
                .check();
    }
}
