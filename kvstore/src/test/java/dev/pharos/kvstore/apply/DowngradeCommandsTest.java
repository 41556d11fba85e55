package dev.pharos.kvstore.apply;

import static dev.pharos.kvstore.apply.Commands.downgrade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.cluster.Downgrade;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.membershippb.ClusterVersionSetRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DowngradeCommandsTest {
    @TempDir
    private Path home;

    private MachineUnderTest machine;

    @BeforeEach
    void found() {
        machine = MachineUnderTest.founded(home);
    }

    @AfterEach
    void close() {
        machine.close();
    }

    private Downgrade present() {
        return machine.parts().cluster().state().downgrade();
    }

    @Test
    void it_is_ordered_and_called_off_by_entries() {
        assertThat(present()).isEqualTo(Downgrade.NONE);
        machine.applyOne(downgrade("3.5.0"));
        assertThat(present()).isEqualTo(Downgrade.to("3.5.0"));
        machine.applyOne(downgrade(""));
        assertThat(present()).isEqualTo(Downgrade.NONE);
    }

    @Test
    void it_outlives_crashes_and_restarts_and_other_changes_of_the_cluster() {
        machine.applyOne(downgrade("3.5.0"));
        machine.applyOne(InternalRaftRequest.newBuilder()
                .setClusterVersionSet(ClusterVersionSetRequest.newBuilder().setVer("3.5.0")));
        machine.crash();
        assertThat(present()).isEqualTo(Downgrade.to("3.5.0"));
        machine.restart();
        assertThat(present()).isEqualTo(Downgrade.to("3.5.0"));
        assertThat(machine.parts().cluster().state().version()).isEqualTo("3.5.0");
        machine.applyOne(downgrade(""));
        machine.restart();
        assertThat(present()).isEqualTo(Downgrade.NONE);
    }

    @Test
    void an_order_that_names_no_version_leads_nowhere() {
        machine.applyOne(downgrade("earlier"));
        assertThat(present()).isEqualTo(Downgrade.NONE);
    }
}
