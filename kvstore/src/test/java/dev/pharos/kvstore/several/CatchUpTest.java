package dev.pharos.kvstore.several;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.blackbox.MemoryFolder;
import dev.pharos.kvstore.blackbox.WatchRecorder;
import dev.pharos.kvstore.chaos.Setting;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.mvccpb.Event;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three members that keep little of their logs, so that one that was away is sent a snapshot. All failpoints of an
 * installation: {@code -Dpharos.several.long=true}.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(240)
class CatchUpTest {
    private static final int MORE_THAN_IS_KEPT = 300;
    private static final String INSTALLED = "applied snapshot";
    private static final List<String> POINTS = List.of(
            "raftAfterSaveSnap",
            "raftBeforeApplySnap",
            "raftBeforeSaveSnap",
            "applyBeforeOpenSnapshot",
            "applyAfterOpenSnapshot",
            "raftAfterApplySnap");

    private Cluster cluster;

    @BeforeAll
    void found(@TempDir(factory = MemoryFolder.class) Path folder) {
        cluster = Cluster.ofThree(folder, Setting::forgetful);
    }

    @AfterEach
    void agree() {
        cluster.heal();
        cluster.assertEqual();
    }

    @AfterAll
    void close() {
        cluster.close();
    }

    @Test
    void a_member_that_was_away_for_long_comes_back_by_a_snapshot_while_others_write() {
        Member away = cluster.follower();
        away.process().kill9();
        long unused = Flood.through(cluster.leader(), MORE_THAN_IS_KEPT, 100);
        try (Writer writer = new Writer(cluster)) {
            writer.awaitMore(10);
            away.restart();
            Await.until("a snapshot is installed", () -> away.says(INSTALLED));
            writer.awaitMore(50);
            writer.assertNothingIsLost(away);
        }
    }

    @Test
    void watches_and_leases_go_on_over_the_installation_of_a_snapshot() throws Exception {
        Member away = cluster.follower();
        long lease = Leased.put(away, "leased", 600);
        WatchRecorder watch = WatchRecorder.open(away.connection());
        long begin =
                watch.create(WatchCreateRequest.newBuilder().setKey(Member.ALL).setRangeEnd(Member.ALL))
                                .getHeader()
                                .getRevision()
                        + 1;
        away.pause();
        // More than the others send ahead to one that does not answer.
        long end = Flood.through(cluster.leader(), 3_000, 2_000);
        away.resume();
        Await.until("a snapshot is installed", () -> away.says(INSTALLED));
        List<Event> seen = watch.events((int) (end - begin + 1));
        assertThat(seen)
                .extracting(event -> event.getKv().getModRevision())
                .isEqualTo(LongStream.rangeClosed(begin, end).boxed().toList());
        watch.close();
        assertThat(Renewal.through(away, lease)).isEqualTo(600);
    }

    @Test
    void an_installation_that_is_cut_off_anywhere_is_made_good_by_the_next_start() {
        int points = Boolean.getBoolean("pharos.several.long") ? POINTS.size() : 2;
        for (String point : POINTS.subList(0, points)) {
            Member away = cluster.follower();
            away.process().kill9();
            long unused = Flood.through(cluster.leader(), MORE_THAN_IS_KEPT, 100);
            away.launchWith(point, "panic");
            int exit = away.process().awaitEnd();
            assertThat(exit).as("%s: %s", point, away.process().describe()).isNotZero();
            away.restart();
            cluster.assertEqual();
        }
    }

    @Test
    void a_sender_that_dies_meanwhile_is_replaced_by_the_next_leader() {
        Member away = cluster.follower();
        away.process().kill9();
        Member sender = cluster.leader();
        // Large enough to be on its way for a while.
        long revision = Flood.through(sender, 150, 256 << 10);
        away.launch();
        Await.until("a snapshot is under way", () -> away.says("receiving database snapshot"));
        sender.process().kill9();
        away.awaitReady();
        Await.until("a snapshot is installed", () -> away.says(INSTALLED));
        assertThat(away.revisionHere()).isGreaterThanOrEqualTo(revision);
        assertThat(cluster.leader()).isNotEqualTo(sender);
    }

    @Test
    void a_receiver_that_is_killed_meanwhile_begins_again() {
        Member away = cluster.follower();
        away.process().kill9();
        long unused = Flood.through(cluster.leader(), 150, 256 << 10);
        away.launch();
        Await.until("a snapshot is under way", () -> away.says("receiving database snapshot"));
        away.process().kill9();
        away.restart();
        cluster.assertEqual();
        assertThat(away.says(INSTALLED)).as(away.process()::describe).isTrue();
    }
}
