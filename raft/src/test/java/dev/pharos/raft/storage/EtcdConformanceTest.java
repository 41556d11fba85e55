package dev.pharos.raft.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.MemberSet;
import dev.pharos.raft.storage.disk.FolderDisk;
import dev.pharos.raft.storage.log.DurableLog;
import dev.pharos.raft.storage.log.LogFolder;
import dev.pharos.raft.storage.log.LogOptions;
import dev.pharos.raft.storage.log.LogWrite;
import dev.pharos.raft.storage.record.LogIdentity;
import dev.pharos.raft.storage.record.SnapshotMarker;
import dev.pharos.raft.storage.recovery.RecoveredLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reads what a killed etcd left, and lets etcd start from what we wrote. */
@Timeout(120)
class EtcdConformanceTest {
    private static final int KEYS = 130;

    @TempDir
    Path folder;

    private int peerPort;
    private EtcdProcess.Header header = new EtcdProcess.Header(0, 0, 0);

    @BeforeEach
    void etcdIsInstalled() throws IOException {
        assumeTrue(EtcdProcess.binary().isPresent(), "etcd is not on the PATH: install Debian's etcd-server");
        peerPort = EtcdProcess.freePort();
    }

    @Test
    void log_of_a_killed_etcd_is_read() throws Exception {
        Path member = runAndKillEtcd();
        try (MemberStorage storage = storage(member)) {
            RecoveredLog recovered = storage.recover();
            assertThat(recovered.identity()).isEqualTo(new LogIdentity(header.memberId(), header.clusterId()));
            assertThat(recovered.hardState().term()).isEqualTo(header.term());
            assertThat(recovered.hardState().vote()).isEqualTo(header.memberId());
            assertThat(recovered.snapshot().at().index()).isGreaterThan(50);
            assertThat(recovered.snapshot().membership().voters()).isEqualTo(MemberSet.of(header.memberId()));
            assertThat(recovered.hardState().commit()).isGreaterThan(KEYS);
            assertFollowEachOther(recovered);
            assertThat(payloads(recovered.entries())).anyMatch(text -> text.contains("key" + (KEYS - 1)));
        }
    }

    @Test
    void etcd_starts_from_a_log_that_we_wrote_and_we_read_what_it_appends() throws Exception {
        Path original = runAndKillEtcd();
        Path rewritten = folder.resolve("rewritten/member");
        copy(original.resolve("snap"), rewritten.resolve("snap"));
        int segments = rewrite(original, rewritten.resolve("wal"));
        assertThat(segments).isGreaterThan(1);

        try (EtcdProcess etcd = EtcdProcess.start(folder.resolve("rewritten"), peerPort)) {
            for (int i = 0; i < KEYS; i++) {
                assertThat(etcd.get("key" + i)).isEqualTo("value" + i);
            }
            assertThat(etcd.put("more", "later").memberId()).isEqualTo(header.memberId());
        }
        try (MemberStorage storage = storage(rewritten)) {
            RecoveredLog recovered = storage.recover();
            assertFollowEachOther(recovered);
            assertThat(recovered.hardState().term()).isGreaterThan(header.term());
            assertThat(payloads(recovered.entries())).anyMatch(text -> text.contains("more"));
        }
    }

    private Path runAndKillEtcd() throws IOException, InterruptedException {
        Path data = folder.resolve("original");
        try (EtcdProcess etcd = EtcdProcess.start(data, peerPort)) {
            for (int i = 0; i < KEYS; i++) {
                header = etcd.put("key" + i, "value" + i);
            }
            etcd.kill();
        }
        return data.resolve("member");
    }

    /** Writes marker, entries and hard state of one log into a new one of many small segments. */
    private int rewrite(Path original, Path target) throws IOException {
        Path source = folder.resolve("source");
        copy(original.resolve("wal"), source.resolve("wal"));
        copy(original.resolve("snap"), source.resolve("snap"));
        try (MemberStorage storage = storage(source)) {
            RecoveredLog recovered = storage.recover();
            FolderDisk disk = FolderDisk.at(target);
            LogFolder small = new LogFolder(disk, disk.lock(), LogOptions.ofSegmentBytes(2048), Runnable::run);
            try (DurableLog log = DurableLog.create(small, recovered.identity())) {
                HardState last = recovered.hardState();
                long start = recovered.snapshot().at().index();
                HardState first = new HardState(last.term(), last.vote(), start);
                log.persist(List.of(
                        LogWrite.restart(SnapshotMarker.of(recovered.snapshot()), Optional.of(first), List.of())));
                for (Entry entry : recovered.entries()) {
                    log.persist(List.of(LogWrite.of(List.of(entry))));
                }
                log.persist(List.of(LogWrite.of(last)));
                return log.segments();
            }
        }
    }

    private static void assertFollowEachOther(RecoveredLog recovered) {
        long index = recovered.snapshot().at().index();
        for (Entry entry : recovered.entries()) {
            assertThat(entry.index()).isEqualTo(++index);
        }
    }

    private static List<String> payloads(List<Entry> entries) {
        return entries.stream()
                .map(entry -> new String(entry.data().array(), StandardCharsets.ISO_8859_1))
                .toList();
    }

    private static MemberStorage storage(Path member) {
        return MemberStorage.inFolder(member, LogOptions.defaults(), task -> {});
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    Files.copy(file, to.resolve(file.getFileName()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
