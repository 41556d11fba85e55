package dev.pharos.kvstore.several;

import static dev.pharos.kvstore.several.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pharos.kvstore.blackbox.MemoryFolder;
import dev.pharos.kvstore.blackbox.RealEtcd;
import dev.pharos.kvstore.several.Member.Program;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.DowngradeInfo;
import dev.pharos.wire.proto.etcdserverpb.DowngradeRequest;
import dev.pharos.wire.proto.etcdserverpb.DowngradeRequest.DowngradeAction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of ours and an etcd of 3.6 ({@code -Dpharos.etcd=PROGRAM}) goes to the release before, and back. */
@Timeout(240)
class MixedDowngradeTest {
    private static final int MORE_THAN_ETCD_KEEPS = 6_000;

    private static final DowngradeInfo DOWN = DowngradeInfo.newBuilder()
            .setEnabled(true)
            .setTargetVersion("3.5.0")
            .build();

    private Cluster cluster;

    @BeforeEach
    void open(@TempDir(factory = MemoryFolder.class) Path folder) throws IOException {
        RealEtcd.assumeInstalled();
        Process asked = new ProcessBuilder(RealEtcd.program().toString(), "--version")
                .redirectErrorStream(true)
                .start();
        String version = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(version.contains("etcd Version: 3.6."), "skipped: takes an etcd of 3.6 (-Dpharos.etcd=PROGRAM)");
        cluster = new Cluster(folder);
    }

    @AfterEach
    void close() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private Member member(Program program, String... flags) {
        String[] more = new String[flags.length + 1];
        more[0] = "--strict-reconfig-check=false";
        System.arraycopy(flags, 0, more, 1, flags.length);
        return cluster.make(program, more);
    }

    private static String downgrade(Member by, DowngradeAction action, String version) {
        return by.connection()
                .maintenance()
                .downgrade(DowngradeRequest.newBuilder()
                        .setAction(action)
                        .setVersion(version)
                        .build())
                .getVersion();
    }

    private void awaitVersion(String version, DowngradeInfo info) {
        for (Member member : cluster.members()) {
            Await.until(
                    member + " speaks " + version,
                    () -> PeerPage.version(member.peerUrl()).equals(version));
            Await.until(
                    member + " stores " + version,
                    () -> member.status().getStorageVersion().equals(version));
            assertThat(member.status().getDowngradeInfo()).as(member.name()).isEqualTo(info);
        }
    }

    @Test
    void whoever_leads_and_whoever_is_asked() {
        Member etcd = member(Program.ETCD);
        Member ours = member(Program.PHAROS);
        cluster.found(List.of(etcd, ours));
        DowngradeInfo none = DowngradeInfo.getDefaultInstance();
        for (Member leader : List.of(etcd, ours)) {
            Member other = leader == etcd ? ours : etcd;
            cluster.moveLeader(leader);
            awaitVersion("3.6.0", none);
            assertThat(downgrade(other, DowngradeAction.VALIDATE, "3.5")).isEqualTo("3.6");
            assertThat(downgrade(other, DowngradeAction.ENABLE, "3.5.0")).isEqualTo("3.6");
            awaitVersion("3.5.0", DOWN);
            for (Member asked : cluster.members()) {
                assertRefused(EtcdError.DOWNGRADE_IN_PROGRESS, () -> downgrade(asked, DowngradeAction.VALIDATE, "3.4"));
                assertThat(PeerPage.isDowngradeEnabled(asked.peerUrl())).isEqualTo("true");
            }
            assertThat(downgrade(leader, DowngradeAction.CANCEL, "")).isNotEmpty();
            awaitVersion("3.6.0", none);
        }
        cluster.assertEqual();
    }

    @Test
    void ours_learns_of_it_by_a_snapshot_of_an_etcd() {
        Member etcd = member(Program.ETCD, "--snapshot-count=100");
        Member ours = member(Program.PHAROS);
        cluster.found(List.of(etcd, member(Program.ETCD, "--snapshot-count=100"), ours));
        awaitVersion("3.6.0", DowngradeInfo.getDefaultInstance());
        ours.process().kill9();
        String unusedVersion = Await.answer("it is ordered", () -> downgrade(etcd, DowngradeAction.ENABLE, "3.5"));
        long unused = Flood.through(etcd, MORE_THAN_ETCD_KEEPS, 100);
        ours.restart();
        Await.until(
                "a snapshot is installed",
                () -> ours.process().said().stream().anyMatch(line -> line.contains("applied snapshot")));
        awaitVersion("3.5.0", DOWN);
        cluster.assertEqual();
    }
}
