package dev.pharos.kvstore.several;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pharos.kvstore.blackbox.MemoryFolder;
import dev.pharos.kvstore.blackbox.RealEtcd;
import dev.pharos.kvstore.several.Member.Program;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Members of ours and real etcd's in one cluster. Another etcd than the installed one: {@code -Dpharos.etcd=PROGRAM};
 * the exchange of a whole cluster of three, too: {@code -Dpharos.several.long=true}.
 */
@Timeout(240)
class MixedClusterTest {
    private static final String UNCHECKED = "--strict-reconfig-check=false";

    /** More than an etcd keeps for others, which not every release lets one choose. */
    private static final int MORE_THAN_ETCD_KEEPS = 6_000;

    private Cluster cluster;

    @BeforeEach
    void open(@TempDir(factory = MemoryFolder.class) Path folder) {
        RealEtcd.assumeInstalled();
        cluster = new Cluster(folder);
    }

    @AfterEach
    void close() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private Member ours() {
        return member(Program.PHAROS);
    }

    private Member etcd(String... more) {
        return member(Program.ETCD, more);
    }

    private Member member(Program program, String... more) {
        String[] flags = new String[more.length + 1];
        flags[0] = UNCHECKED;
        System.arraycopy(more, 0, flags, 1, more.length);
        return cluster.make(program, flags);
    }

    private void assertSharedWork() {
        for (Member writer : cluster.members()) {
            String key = "shared/" + writer;
            long unused = Await.answer("a put through " + writer, () -> writer.put(key, "value"));
            for (Member reader : cluster.members()) {
                assertThat(reader.get(key)).isEqualTo("value");
            }
            assertThat(Renewal.through(writer, Leased.put(writer, "leased", 600)))
                    .isEqualTo(600);
        }
        var first = cluster.members().get(0).members();
        cluster.members().forEach(member -> assertThat(member.members()).isEqualTo(first));
        cluster.assertEqual();
    }

    @Test
    void ours_joins_an_etcd_takes_the_lead_and_goes_on_alone_while_a_client_writes() {
        Member etcd = etcd();
        cluster.found(List.of(etcd));
        try (Writer writer = new Writer(cluster)) {
            writer.awaitMore(50);
            Member ours = cluster.join(etcd, ours());
            assertSharedWork();
            cluster.moveLeader(ours);
            writer.awaitMore(50);
            assertSharedWork();
            cluster.moveLeader(etcd);
            writer.awaitMore(50);
            cluster.moveLeader(ours);
            cluster.remove(ours, etcd);
            writer.awaitMore(50);
            writer.assertNothingIsLost(ours);
            assertThat(ours.members()).hasSize(1);
        }
    }

    @Test
    void two_of_ours_and_an_etcd_found_a_cluster_and_another_etcd_takes_their_place_in_it() {
        Member first = ours();
        Member second = ours();
        Member third = etcd();
        cluster.found(List.of(first, second, third));
        try (Writer writer = new Writer(cluster)) {
            writer.awaitMore(50);
            assertSharedWork();
            for (Member next : cluster.members()) {
                cluster.moveLeader(next);
                writer.awaitMore(20);
            }
            Member other = cluster.join(first, etcd());
            assertSharedWork();
            cluster.remove(third, first);
            cluster.remove(third, second);
            writer.awaitMore(50);
            assertSharedWork();
            writer.assertNothingIsLost(other);
        }
    }

    @Test
    void an_etcd_that_leads_sends_a_snapshot_to_ours() {
        Member etcd = etcd("--snapshot-count=100");
        cluster.found(List.of(etcd));
        long unused = Flood.through(etcd, MORE_THAN_ETCD_KEEPS, 100);
        Member ours = cluster.join(etcd, ours());
        assertThat(ours.process().said()).anyMatch(line -> line.contains("applied snapshot"));
        assertSharedWork();
    }

    @Test
    void ours_leads_and_sends_a_snapshot_to_an_etcd_that_joins_and_to_one_that_was_away() {
        Member first = cluster.make(Program.PHAROS, plain -> plain.forgetful().flags(UNCHECKED));
        Member away = etcd();
        cluster.found(List.of(first, away));
        cluster.moveLeader(first);
        long unused = Flood.through(first, 300, 100);
        Member late = cluster.join(first, etcd());
        assertSharedWork();
        assertThat(first.process().said()).anyMatch(line -> line.contains("sent database snapshot"));
        assertThat(late.process().said()).anyMatch(line -> line.contains("snapshot"));

        away.process().kill9();
        long more = Flood.through(first, 300, 100);
        away.restart();
        assertThat(more).isPositive();
        assertSharedWork();
        assertThat(first.process().said().stream().filter(line -> line.contains("sent database snapshot")))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void three_etcds_are_exchanged_one_by_one_while_a_client_writes() {
        assumeTrue(Boolean.getBoolean("pharos.several.long"), "skipped: takes -Dpharos.several.long=true");
        List<Member> former = List.of(etcd(), etcd(), etcd());
        cluster.found(former);
        try (Writer writer = new Writer(cluster)) {
            writer.awaitMore(50);
            for (Member etcd : former) {
                Member ours = cluster.join(etcd, ours());
                assertSharedWork();
                cluster.remove(ours, etcd);
                writer.awaitMore(20);
            }
            assertSharedWork();
            for (Member member : cluster.members()) {
                writer.assertNothingIsLost(member);
            }
        }
    }
}
