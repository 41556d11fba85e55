package dev.pharos.wire;

import dev.pharos.testkit.architecture.HouseRules;
import dev.pharos.testkit.architecture.PackageMap;
import org.junit.jupiter.api.Test;

class WireArchitectureTest {
    /** Generated packages use each other as their schemas import each other, and nothing else of ours. */
    private static final PackageMap PACKAGES = PackageMap.of("dev.pharos.wire")
            .allow("proto.mvccpb")
            .allow("proto.authpb")
            .allow("proto.membershippb")
            .allow("proto.versionpb")
            .allow("proto.raftpb")
            .allow("proto.snappb")
            .allow("proto.health")
            .allow("proto.walpb", "proto.raftpb")
            .allow("proto.etcdserverpb", "proto.mvccpb", "proto.authpb", "proto.membershippb")
            .allow("proto.leasepb", "proto.etcdserverpb")
            .allow("proto.v3lockpb", "proto.etcdserverpb")
            .allow("proto.v3electionpb", "proto.etcdserverpb", "proto.mvccpb")
            .allow("value")
            .allow("error")
            .allow("dns");

    @Test
    void the_wire_module_keeps_the_house_rules() {
        HouseRules.of(PACKAGES).check();
    }
}
