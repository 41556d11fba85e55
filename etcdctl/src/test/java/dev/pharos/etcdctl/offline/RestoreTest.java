package dev.pharos.etcdctl.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.datadir.Content;
import dev.pharos.kvstore.datadir.DataDir;
import dev.pharos.kvstore.server.LocalCluster;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backups of Pharos and of a real etcd, restored by this tool, and by that of Debian's etcd. */
@Timeout(300)
class RestoreTest {
    @TempDir
    private Path folder;

    private final Member member = Member.named("m");

    /** What clients see of a store. */
    private record Seen(Map<Long, List<KeyValue>> pairs, Map<Long, List<Object>> leases) {
        static Seen of(Endpoint endpoint, long from) {
            return new Seen(endpoint.everything(from), endpoint.leases());
        }
    }

    private record Saved(Path snapshot, long compacted, Seen seen) {}

    private Saved saveFromPharos() throws IOException, InterruptedException {
        try (LocalCluster cluster = LocalCluster.start(folder.resolve("pharos"));
                Endpoint endpoint = Endpoint.at(cluster.endpoint())) {
            return save(endpoint);
        }
    }

    private Saved saveFromEtcd() throws IOException, InterruptedException {
        RunningEtcd.assumeInstalled();
        Member old = Member.named("old");
        try (RunningEtcd running = RunningEtcd.start(old, folder.resolve("old"), "--initial-cluster=" + old.founder());
                Endpoint endpoint = old.endpoint()) {
            assertThat(running).isNotNull();
            return save(endpoint);
        }
    }

    private Saved save(Endpoint endpoint) throws IOException {
        long compacted = endpoint.fill();
        return new Saved(endpoint.save(folder.resolve("backup.db")), compacted, Seen.of(endpoint, compacted));
    }

    private void restore(Saved saved, Path data, String... more) {
        ToolRun run = member.restore(saved.snapshot(), data, member.founder(), more);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(4);
        assertThat(data).isDirectoryContaining("glob:**/member");
    }

    private void assertServedByPharos(Saved saved, Path data) {
        try (RunningPharos running = RunningPharos.start(member, data);
                Endpoint endpoint = member.endpoint()) {
            assertThat(running).isNotNull();
            assertServed(saved, endpoint);
        }
    }

    private void assertServedByEtcd(Saved saved, Path data) throws IOException, InterruptedException {
        try (RunningEtcd running = RunningEtcd.start(member, data, "--initial-cluster=" + member.founder());
                Endpoint endpoint = member.endpoint()) {
            assertThat(running).isNotNull();
            assertServed(saved, endpoint);
        }
    }

    private void assertServed(Saved saved, Endpoint endpoint) {
        assertThat(Seen.of(endpoint, saved.compacted())).isEqualTo(saved.seen());
        assertThat(endpoint.members())
                .extracting(dev.pharos.wire.proto.etcdserverpb.Member::getName)
                .containsExactly("m");
        assertThat(endpoint.put("new", "one", 0)).isEqualTo(last(saved) + 1);
    }

    private static long last(Saved saved) {
        return saved.seen().pairs().keySet().stream().reduce(0L, Math::max);
    }

    @Test
    void a_backup_of_ours_becomes_a_member_of_ours() throws Exception {
        Saved saved = saveFromPharos();
        Path data = folder.resolve("data");
        restore(saved, data);
        assertServedByPharos(saved, data);
    }

    @Test
    void a_backup_of_etcd_becomes_a_member_of_ours() throws Exception {
        Saved saved = saveFromEtcd();
        Path data = folder.resolve("data");
        restore(saved, data);
        assertServedByPharos(saved, data);
    }

    @Test
    void a_backup_of_ours_becomes_an_etcd() throws Exception {
        RunningEtcd.assumeInstalled();
        Saved saved = saveFromPharos();
        Path data = folder.resolve("data");
        restore(saved, data);
        assertServedByEtcd(saved, data);
    }

    @Test
    void a_backup_of_etcd_becomes_an_etcd_again() throws Exception {
        Saved saved = saveFromEtcd();
        Path data = folder.resolve("data");
        restore(saved, data, "--wal-dir=" + folder.resolve("log"));
        try (RunningEtcd running = RunningEtcd.start(
                        member, data, "--wal-dir=" + folder.resolve("log"), "--initial-cluster=" + member.founder());
                Endpoint endpoint = member.endpoint()) {
            assertThat(running).isNotNull();
            assertServed(saved, endpoint);
        }
    }

    @Test
    void a_backup_of_ours_is_restored_by_the_real_tool_for_an_etcd() throws Exception {
        RunningEtcd.assumeInstalled();
        Saved saved = saveFromPharos();
        Path data = folder.resolve("data");
        restoreByRealTool(saved, data, member.founder());
        assertServedByEtcd(saved, data);
    }

    private void restoreByRealTool(Saved saved, Path data, String cluster) throws IOException, InterruptedException {
        RunningEtcd.restore(
                saved.snapshot().toString(),
                "--data-dir=" + data,
                "--name=" + member.name(),
                "--initial-cluster=" + cluster,
                "--initial-advertise-peer-urls=" + member.peerUrl());
    }

    @Test
    void the_members_and_their_ids_are_those_of_the_real_tool() throws Exception {
        Saved saved = saveFromPharos();
        String cluster = member.founder() + "," + Member.named("n").founder() + ","
                + Member.named("a").founder();
        Path ours = folder.resolve("ours");
        Path theirs = folder.resolve("theirs");
        assertThat(member.restore(saved.snapshot(), ours, cluster).status()).isZero();
        restoreByRealTool(saved, theirs, cluster);
        assertThat(content(ours)).isInstanceOf(Content.RestoredFromBackup.class).isEqualTo(content(theirs));
    }

    private static Content content(Path data) {
        return DataDir.at(data, Optional.empty()).inspect();
    }

    @Test
    void both_tools_say_the_same_of_a_backup_of_ours() throws Exception {
        assertSameStatus(saveFromPharos().snapshot());
    }

    @Test
    void both_tools_say_the_same_of_a_backup_of_etcd() throws Exception {
        assertSameStatus(saveFromEtcd().snapshot());
    }

    /** Older releases count rows where this tool counts keys, and do not tell the version. */
    private static void assertSameStatus(Path snapshot) throws IOException, InterruptedException {
        List<String> theirs = columns(RunningEtcd.ctl("snapshot", "status", snapshot.toString()));
        List<String> ours =
                columns(ToolRun.of("snapshot", "status", snapshot.toString()).out());
        assertThat(ours).hasSize(5);
        for (int column : new int[] {0, 1, 3}) {
            assertThat(ours.get(column)).isEqualTo(theirs.get(column));
        }
    }

    private static List<String> columns(String line) {
        return List.of(line.replace("\n", "").split(", ", -1));
    }

    @Test
    void users_and_roles_go_from_etcd_through_pharos_to_etcd() throws Exception {
        RunningEtcd.assumeInstalled();
        Path first = folder.resolve("first.db");
        Path second = folder.resolve("second.db");
        Member old = Member.named("old");
        try (RunningEtcd running = RunningEtcd.start(old, folder.resolve("old"), "--initial-cluster=" + old.founder());
                Endpoint endpoint = old.endpoint()) {
            assertThat(running).isNotNull();
            String at = "--endpoints=" + old.address();
            RunningEtcd.ctl(at, "user", "add", "root:secret");
            RunningEtcd.ctl(at, "role", "add", "reader");
            RunningEtcd.ctl(at, "role", "grant-permission", "reader", "read", "some-key");
            RunningEtcd.ctl(at, "user", "grant-role", "root", "reader");
            endpoint.save(first);
        }
        assertThat(member.restore(first, folder.resolve("ours"), member.founder())
                        .status())
                .isZero();
        try (RunningPharos running = RunningPharos.start(member, folder.resolve("ours"));
                Endpoint endpoint = member.endpoint()) {
            assertThat(running).isNotNull();
            endpoint.save(second);
        }
        Member last = Member.named("last");
        assertThat(last.restore(second, folder.resolve("last"), last.founder()).status())
                .isZero();
        try (RunningEtcd running =
                RunningEtcd.start(last, folder.resolve("last"), "--initial-cluster=" + last.founder())) {
            assertThat(running).isNotNull();
            String at = "--endpoints=" + last.address();
            assertThat(RunningEtcd.ctl(at, "user", "get", "root")).contains("reader");
            assertThat(RunningEtcd.ctl(at, "role", "get", "reader")).contains("some-key");
        }
    }

    @Test
    void three_members_restored_from_one_backup_are_a_cluster() throws Exception {
        Saved saved = saveFromPharos();
        List<Member> members = List.of(Member.named("m1"), Member.named("m2"), Member.named("m3"));
        String cluster = members.stream().map(Member::founder).collect(Collectors.joining(","));
        for (Member each : members) {
            assertThat(each.restore(saved.snapshot(), folder.resolve(each.name()), cluster)
                            .status())
                    .isZero();
        }
        try (RunningPharos running = RunningPharos.startAll(members, folder)) {
            assertThat(running).isNotNull();
            for (Member each : members) {
                try (Endpoint endpoint = each.endpoint()) {
                    assertThat(Seen.of(endpoint, saved.compacted()).leases())
                            .isEqualTo(saved.seen().leases());
                    assertThat(endpoint.members()).hasSize(members.size());
                    assertThat(endpoint.at(last(saved)).getKvsList())
                            .isEqualTo(saved.seen().pairs().get(last(saved)));
                    assertThat(endpoint.put("from", each.name(), 0)).isGreaterThan(last(saved));
                }
            }
        }
    }

    @Test
    void a_raised_revision_is_the_same_for_a_member_of_ours_and_for_an_etcd() throws Exception {
        Saved saved = saveFromPharos();
        Path data = folder.resolve("data");
        ToolRun run =
                member.restore(saved.snapshot(), data, member.founder(), "--bump-revision=1000", "--mark-compacted");
        assertThat(run.err())
                .contains("bumping latest revision\t{\"latest-revision\": " + last(saved))
                .contains("marking revision compacted\t{\"revision\": " + (last(saved) + 1000));
        Path twin = folder.resolve("twin");
        copy(data, twin);
        try (RunningPharos running = RunningPharos.start(member, data);
                Endpoint endpoint = member.endpoint()) {
            assertThat(running).isNotNull();
            assertRaised(saved, endpoint);
        }
        RunningEtcd.assumeInstalled();
        try (RunningEtcd running = RunningEtcd.start(member, twin, "--initial-cluster=" + member.founder());
                Endpoint endpoint = member.endpoint()) {
            assertThat(running).isNotNull();
            assertRaised(saved, endpoint);
        }
    }

    private static void assertRaised(Saved saved, Endpoint endpoint) {
        assertThat(endpoint.revision()).isEqualTo(last(saved) + 1000);
        assertThat(endpoint.at(0).getKvsList()).isEqualTo(saved.seen().pairs().get(last(saved)));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> endpoint.at(last(saved)))
                .hasMessageContaining("required revision has been compacted");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }

    @Test
    void a_restore_that_fails_leaves_nothing_and_one_that_was_killed_is_done_over() throws Exception {
        Saved saved = saveFromPharos();
        byte[] bytes = Files.readAllBytes(saved.snapshot());
        // The first page behind those that say where the others are.
        java.util.Arrays.fill(bytes, 3 * 4096, 4 * 4096, (byte) 0x55);
        Path damaged = Files.write(folder.resolve("damaged.db"), bytes);
        Path data = folder.resolve("data");
        ToolRun run = member.restore(damaged, data, member.founder(), "--skip-hash-check");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.complaint()).startsWith("Error: snapshot file integrity check failed.");
        assertThat(data).doesNotExist();

        Files.createDirectories(data.resolve("member.etcdutl-unfinished/snap"));
        Files.writeString(data.resolve("member.etcdutl-unfinished/snap/db"), "half");
        restore(saved, data);
        assertThat(data.resolve("member.etcdutl-unfinished")).doesNotExist();
        assertServedByPharos(saved, data);
    }
}
