package dev.pharos.kvstore.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.kvstore.datadir.ReceivedDatabases;
import dev.pharos.kvstore.datadir.UnusableDataDir;
import dev.pharos.raft.codec.ProtoWriter;
import dev.pharos.raft.codec.SnapshotCodec;
import dev.pharos.raft.model.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(180)
class InstallCrashTest {
    @TempDir
    private Path folder;

    private final EntryLog log = new EntryLog().founded().random(21, 200);

    private MemberUnderTest leader() {
        return MemberUnderTest.start(folder.resolve("leader")).apply(log);
    }

    private MemberUnderTest follower() {
        return MemberUnderTest.start(folder.resolve("follower"));
    }

    /** What the raft library does at a start, when its log begins with the snapshot. */
    private static void goOn(MemberUnderTest member, Snapshot snapshot) {
        if (member.applied() < snapshot.at().index()) {
            member.restore(snapshot);
        }
        new ReceivedDatabases(member.dir).removeAll();
    }

    @ParameterizedTest
    @EnumSource(InstallStep.class)
    void a_process_that_dies_after_a_step_leaves_what_the_next_one_can_use(InstallStep last) throws Exception {
        boolean inPlace = last.compareTo(InstallStep.IN_PLACE) >= 0;
        dieAndGoOn(last.name(), DyingInstall.STATUS, inPlace);
    }

    @ParameterizedTest
    @CsvSource({
        "raftBeforeApplySnap, false",
        "applyBeforeOpenSnapshot, false",
        "applyAfterOpenSnapshot, true",
        "raftAfterApplySnap, true"
    })
    void so_does_one_that_dies_at_a_failpoint(String point, boolean inPlace) throws Exception {
        dieAndGoOn(point, DyingInstall.STATUS_OF_PANIC, inPlace);
    }

    private void dieAndGoOn(String last, int status, boolean inPlace) throws Exception {
        try (MemberUnderTest leader = leader()) {
            Snapshot snapshot;
            try (MemberUnderTest follower = follower().apply(log, 50)) {
                snapshot = follower.receiveFrom(leader);
            }
            assertThat(exitAfterInstalling(snapshot, last)).isEqualTo(status);
            try (MemberUnderTest follower = follower()) {
                assertThat(follower.applied()).isEqualTo(inPlace ? snapshot.at().index() : 50);
                assertThat(follower.stores()).hasSize(1);
                goOn(follower, snapshot);
                assertThat(follower.facts()).isEqualTo(leader.facts());
                assertThat(follower.received()).isEmpty();
                log.random(22, 40);
                assertThat(follower.apply(log).facts())
                        .isEqualTo(leader.apply(log).facts());
            }
        }
    }

    private int exitAfterInstalling(Snapshot snapshot, String last) throws Exception {
        Path message = folder.resolve("message");
        ProtoWriter encoded = new ProtoWriter();
        SnapshotCodec.write(snapshot, encoded);
        Files.write(message, encoded.toPayload().array());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DyingInstall.class.getName(),
                        folder.resolve("follower").toString(),
                        message.toString(),
                        last)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void a_database_that_is_missing_is_named() {
        try (MemberUnderTest leader = leader();
                MemberUnderTest follower = follower().apply(log, 60)) {
            Snapshot snapshot = follower.receiveFrom(leader);
            new ReceivedDatabases(follower.dir).removeAll();
            Map<String, Object> before = follower.facts();
            assertThatThrownBy(() -> follower.restore(snapshot))
                    .isInstanceOf(UnusableDataDir.class)
                    .hasMessageContaining("failed to find database snapshot file")
                    .hasMessageContaining(
                            String.format("%016x.snap.db", snapshot.at().index()));
            assertThat(follower.facts()).isEqualTo(before);
        }
    }

    @Test
    void a_database_that_was_cut_is_refused_and_a_whole_one_helps() throws IOException {
        Snapshot snapshot;
        try (MemberUnderTest leader = leader();
                MemberUnderTest follower = follower().apply(log, 60)) {
            snapshot = follower.receiveFrom(leader);
            Path database = follower.dir.snapshots().resolve(follower.received().get(0));
            byte[] whole = Files.readAllBytes(database);
            Map<String, Object> before = follower.facts();
            for (int length : List.of(0, 100, 4096, whole.length / 2, whole.length - 1)) {
                Files.write(database, Arrays.copyOf(whole, length));
                assertThatThrownBy(() -> follower.restore(snapshot))
                        .as("%d of %d bytes", length, whole.length)
                        .isInstanceOf(UnusableDataDir.class)
                        .hasMessageContaining("cannot be installed from " + database);
            }
            assertThat(follower.facts()).isEqualTo(before);
            assertThat(follower.stores()).containsExactly("kv");
            Files.write(database, whole);
            assertThat(follower.restore(snapshot).facts()).isEqualTo(leader.facts());
        }
    }

    @Test
    void a_damaged_database_is_refused_before_it_counts_or_does_not_matter() throws IOException {
        try (MemberUnderTest leader = leader()) {
            byte[] whole;
            Snapshot snapshot;
            try (MemberUnderTest follower = follower().apply(log, 60)) {
                snapshot = follower.receiveFrom(leader);
                whole = Files.readAllBytes(
                        follower.dir.snapshots().resolve(follower.received().get(0)));
            }
            Random chance = new Random(5);
            int refused = 0;
            for (int i = 0; i < 40; i++) {
                byte[] damaged = whole.clone();
                damaged[chance.nextInt(damaged.length)] ^= (byte) (1 + chance.nextInt(255));
                try (MemberUnderTest other = MemberUnderTest.start(folder.resolve("other-" + i))) {
                    other.receive(snapshot, damaged);
                    try {
                        other.restore(snapshot);
                    } catch (UnusableDataDir clear) {
                        refused++;
                        assertThat(other.stores()).containsExactly("kv");
                        assertThat(other.applied()).isZero();
                    }
                }
            }
            assertThat(refused).isPositive();
        }
    }

    @Test
    void a_database_ahead_of_its_snapshot_is_refused() throws IOException {
        try (MemberUnderTest leader = MemberUnderTest.start(folder.resolve("leader"));
                MemberUnderTest follower = follower()) {
            Snapshot earlier = follower.receiveFrom(leader.apply(log, 100));
            Snapshot later = follower.receiveFrom(leader.apply(log));
            Path folderOfSnapshots = follower.dir.snapshots();
            Files.delete(folderOfSnapshots.resolve(follower.received().get(0)));
            byte[] body = Files.readAllBytes(
                    folderOfSnapshots.resolve(follower.received().get(0)));
            follower.receive(earlier, body);
            assertThatThrownBy(() -> follower.restore(earlier))
                    .hasMessageContaining(
                            "it holds the state at index " + later.at().index());
        }
    }
}
