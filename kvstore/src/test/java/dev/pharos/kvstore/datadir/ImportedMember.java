package dev.pharos.kvstore.datadir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.Family;
import dev.pharos.kvstore.backend.RowCursor;
import dev.pharos.kvstore.backup.FilledStore;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.MemberJson;
import dev.pharos.kvstore.datadir.Content.Ours;
import dev.pharos.kvstore.datadir.Content.RestoredFromBackup;
import dev.pharos.raft.codec.MembershipCodec;
import dev.pharos.raft.codec.ProtoReader;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.storage.MemberStorage;
import dev.pharos.raft.storage.disk.DiskLock;
import dev.pharos.raft.storage.disk.FolderDisk;
import dev.pharos.raft.storage.log.LogOptions;
import dev.pharos.raft.storage.recovery.RecoveredLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Takes a restored folder in as a start does, and checks what every start relies on. */
final class ImportedMember {
    private ImportedMember() {}

    /** The store, open; the log has been recovered and closed again. */
    static FilledStore start(DataDir dir) {
        Content before = dir.inspect();
        try (DiskLock lock = dir.claim(Duration.ZERO, FilledStore.LITTLE_MEMORY)) {
            assertThat(lock).isNotNull();
            assertThat(dir.inspect()).isInstanceOf(Ours.class);
            assertThat(dir.database()).doesNotExist();
            assertThat(dir.unfinishedStore()).doesNotExist();
            if (before instanceof RestoredFromBackup restored) {
                assertThat(dir.importedDatabase()).exists();
                assertLog(dir, restored);
                FilledStore store = FilledStore.open(dir.store());
                assertRows(store.backend(), restored);
                return store;
            }
            return FilledStore.open(dir.store());
        }
    }

    private static void assertLog(DataDir dir, RestoredFromBackup restored) {
        LogOptions options = LogOptions.ofSegmentBytes(1 << 20);
        try (MemberStorage storage =
                MemberStorage.on(FolderDisk.at(dir.log()), FolderDisk.at(dir.snapshots()), options, Runnable::run)) {
            RecoveredLog log = storage.recover();
            assertThat(log.identity()).isEqualTo(restored.identity());
            assertThat(log.snapshot().at()).isEqualTo(restored.at());
            assertThat(log.snapshot().membership()).isEqualTo(restored.membership());
            assertThat(log.entries()).isEmpty();
            assertThat(log.hardState())
                    .extracting(HardState::term, HardState::commit)
                    .containsExactly(restored.at().term(), restored.at().index());
        }
    }

    private static void assertRows(Backend rows, RestoredFromBackup restored) {
        assertThat(rows.get(Family.META, name("consistent_index")))
                .isEqualTo(FilledStore.bigEndian(restored.at().index()));
        assertThat(rows.get(Family.META, name("term")))
                .isEqualTo(FilledStore.bigEndian(restored.at().term()));
        byte[] membership = rows.get(Family.META, name("membership"));
        assertThat(membership).isNotNull();
        assertThat(MembershipCodec.read(new ProtoReader(Payload.wrap(membership))))
                .isEqualTo(restored.membership());
        assertThat(members(rows)).containsExactlyInAnyOrderElementsOf(restored.members());
        assertThat(rows(rows, Family.MEMBERS_REMOVED)).isEmpty();
    }

    private static byte[] name(String text) {
        return text.getBytes(UTF_8);
    }

    private static List<Member> members(Backend rows) {
        return rows(rows, Family.MEMBERS).stream()
                .map(row -> MemberJson.read(new String(row, UTF_8)))
                .toList();
    }

    static List<byte[]> rows(Backend backend, Family family) {
        List<byte[]> values = new ArrayList<>();
        try (RowCursor rows = backend.scan(family)) {
            while (rows.next()) {
                values.add(rows.value());
            }
        }
        return values;
    }
}
