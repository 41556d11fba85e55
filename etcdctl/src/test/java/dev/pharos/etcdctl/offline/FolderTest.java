package dev.pharos.etcdctl.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.server.LocalCluster;
import dev.pharos.wire.proto.etcdserverpb.HashKVResponse;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the tool does to the folders of members that are stopped, and refuses of those that run. */
@Timeout(300)
class FolderTest {
    private static final int LARGE = 200_000;

    @TempDir
    private Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    private static void fillAndCompact(Endpoint endpoint) {
        endpoint.fill();
        for (int i = 0; i < 20; i++) {
            endpoint.put("often", Integer.toString(i).repeat(LARGE), 0);
        }
        endpoint.compact(endpoint.revision());
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Test
    void a_stopped_member_is_defragmented_and_has_everything() throws Exception {
        Map<Long, List<KeyValue>> before;
        try (LocalCluster cluster = LocalCluster.start(data());
                Endpoint endpoint = Endpoint.at(cluster.endpoint())) {
            fillAndCompact(endpoint);
            before = endpoint.everything(endpoint.revision());
        }
        ToolRun run = ToolRun.of("defrag", "--data-dir", data().toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("defragmenting").contains("finished defragmenting directory");
        assertThat(bytes(data().resolve("member/kv"))).isLessThan(10L * LARGE);
        try (LocalCluster cluster = LocalCluster.start(data());
                Endpoint endpoint = Endpoint.at(cluster.endpoint())) {
            assertThat(endpoint.everything(endpoint.revision())).isEqualTo(before);
        }
    }

    @Test
    void a_member_that_runs_is_left_alone() throws Exception {
        try (LocalCluster cluster = LocalCluster.start(data())) {
            assertThat(cluster.members()).hasSize(1);
            ToolRun run = ToolRun.of("defrag", "--data-dir", data().toString());
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.complaint())
                    .startsWith("Error: Failed to defragment etcd data[" + data() + "] (")
                    .contains("in use by")
                    .contains("stop the member first");
            ToolRun copy =
                    ToolRun.of("backup", "--data-dir", data().toString(), "--backup-dir", folder.resolve("copy") + "");
            assertThat(copy.status()).isEqualTo(1);
            assertThat(folder.resolve("copy")).doesNotExist();
        }
    }

    @Test
    void an_etcd_that_runs_is_left_alone_and_a_stopped_one_is_defragmented() throws Exception {
        RunningEtcd.assumeInstalled();
        Member member = Member.named("m");
        Map<Long, List<KeyValue>> before;
        try (RunningEtcd running = RunningEtcd.start(member, data(), "--initial-cluster=" + member.founder());
                Endpoint endpoint = member.endpoint()) {
            assertThat(running).isNotNull();
            fillAndCompact(endpoint);
            before = endpoint.everything(endpoint.revision());
            ToolRun run = ToolRun.of("defrag", "--data-dir", data().toString());
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.complaint()).contains("in use by another process");
        }
        Path database = data().resolve("member/snap/db");
        long size = Files.size(database);
        assertThat(ToolRun.of("defrag", "--data-dir", data().toString()).status())
                .isZero();
        assertThat(Files.size(database)).isLessThan(size / 2);
        try (RunningEtcd running = RunningEtcd.start(member, data(), "--initial-cluster=" + member.founder());
                Endpoint endpoint = member.endpoint()) {
            assertThat(running).isNotNull();
            assertThat(endpoint.everything(endpoint.revision())).isEqualTo(before);
        }
    }

    @Test
    void a_copy_of_a_stopped_member_goes_on_by_itself() throws Exception {
        Map<Long, List<KeyValue>> before;
        Path log = folder.resolve("log");
        try (LocalCluster cluster = LocalCluster.start(data(), "--wal-dir=" + log);
                Endpoint endpoint = Endpoint.at(cluster.endpoint())) {
            before = endpoint.everything(endpoint.fill());
        }
        Path copy = folder.resolve("copy");
        ToolRun run = ToolRun.of("backup", "--data-dir=" + data(), "--wal-dir=" + log, "--backup-dir=" + copy);
        assertThat(run.status()).as(run.err()).isZero();
        try (LocalCluster cluster = LocalCluster.start(copy, "--force-new-cluster");
                Endpoint endpoint = Endpoint.at(cluster.endpoint())) {
            assertThat(endpoint.everything(before.keySet().iterator().next())).isEqualTo(before);
        }
        assertThat(ToolRun.of("backup", "--data-dir=" + data(), "--wal-dir=" + log, "--backup-dir=" + copy)
                        .complaint())
                .isEqualTo("Error: \"" + copy + "\" not empty or could not be read");
    }

    @Test
    void the_hash_of_a_backup_is_that_of_the_member_it_was_taken_of() throws Exception {
        Path snapshot = folder.resolve("backup.db");
        try (LocalCluster cluster = LocalCluster.start(data());
                Endpoint endpoint = Endpoint.at(cluster.endpoint())) {
            assertHashes(endpoint, snapshot);
        }
    }

    @Test
    void the_hash_of_a_backup_is_that_of_the_etcd_it_was_taken_of() throws Exception {
        RunningEtcd.assumeInstalled();
        Assumptions.assumeTrue(RunningEtcd.isNew(), "skipped: etcd before 3.6 counts other records");
        Member member = Member.named("m");
        try (RunningEtcd running = RunningEtcd.start(member, data(), "--initial-cluster=" + member.founder());
                Endpoint endpoint = member.endpoint()) {
            assertThat(running).isNotNull();
            assertHashes(endpoint, folder.resolve("backup.db"));
        }
    }

    private static void assertHashes(Endpoint endpoint, Path snapshot) throws IOException {
        long compacted = endpoint.fill();
        endpoint.save(snapshot);
        long last = endpoint.revision();
        // The server remembers for the compact revision what it was before the compaction.
        for (long revision = compacted + 1; revision <= last; revision++) {
            HashKVResponse expected = endpoint.hash(revision);
            ToolRun run = ToolRun.of("hashkv", snapshot.toString(), "--rev", Long.toString(revision));
            assertThat(run.out())
                    .isEqualTo(Integer.toUnsignedString(expected.getHash()) + ", " + revision + ", "
                            + expected.getCompactRevision() + "\n");
        }
        assertThat(ToolRun.of("hashkv", snapshot.toString()).out()).contains(", " + last + ", " + compacted);
    }
}
