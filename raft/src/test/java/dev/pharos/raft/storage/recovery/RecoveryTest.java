package dev.pharos.raft.storage.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.simulation.disk.CrashMode;
import dev.pharos.raft.simulation.disk.SimDisk;
import dev.pharos.raft.simulation.disk.StorageWarnings;
import dev.pharos.raft.storage.MemberStorage;
import dev.pharos.raft.storage.disk.DiskFile;
import dev.pharos.raft.storage.disk.StorageFailure;
import dev.pharos.raft.storage.log.LogOptions;
import dev.pharos.raft.storage.log.LogWrite;
import dev.pharos.raft.storage.record.LogIdentity;
import dev.pharos.raft.storage.record.RecordWriter;
import dev.pharos.raft.storage.record.SnapshotMarker;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private static final LogIdentity IDENTITY = new LogIdentity(7, 8);
    private static final String FIRST = "0000000000000000-0000000000000000.wal";

    private final SimDisk log = new SimDisk("wal");
    private final SimDisk snapshots = new SimDisk("snap");

    @BeforeAll
    static void quiet() {
        StorageWarnings.off();
    }

    @Test
    void new_log_is_empty() {
        RecoveredLog created = storage().create(IDENTITY);
        created.log().close();
        RecoveredLog recovered = recover();
        assertThat(recovered.identity()).isEqualTo(IDENTITY);
        assertThat(recovered.snapshot()).isEqualTo(Snapshot.NONE);
        assertThat(recovered.hardState()).isEqualTo(HardState.INITIAL);
        assertThat(recovered.entries()).isEmpty();
    }

    @Test
    void log_is_not_made_over_another_and_not_read_where_there_is_none() {
        try (MemberStorage storage = storage()) {
            assertThat(storage.exists()).isFalse();
            assertThatThrownBy(storage::recover).hasMessageContaining("no log");
            storage.create(IDENTITY);
            assertThat(storage.exists()).isTrue();
            assertThatThrownBy(() -> storage.create(IDENTITY)).hasMessageContaining("already");
        }
    }

    @Test
    void the_head_of_a_log_says_whose_it_is_without_opening_it() {
        try (MemberStorage storage = storage()) {
            assertThat(storage.identity()).isEmpty();
            storage.create(IDENTITY);
            assertThat(storage.identity()).contains(IDENTITY);
        }
    }

    @Test
    void a_damaged_head_is_nobodys() {
        storage().create(IDENTITY).log().close();
        try (DiskFile file = log.open(FIRST)) {
            file.write(ByteBuffer.wrap(new byte[] {77}), 20);
        }
        try (MemberStorage storage = storage()) {
            assertThatThrownBy(storage::identity).isInstanceOf(StorageFailure.class);
        }
    }

    @Test
    void snapshots_without_their_log_are_no_new_member() {
        try (MemberStorage storage = storage()) {
            storage.snapshots().save(new Snapshot(new EntryId(1, 5), Membership.ofVoters(7), Payload.EMPTY));
            assertThatThrownBy(() -> storage.create(IDENTITY)).hasMessageContaining("log is missing");
        }
    }

    @Test
    void commit_index_and_term_are_raised_to_what_the_log_proves() {
        write(out -> {
            out.marker(new SnapshotMarker(new EntryId(4, 9), Membership.ofVoters(7)));
            out.entry(entry(5, 10));
            out.hardState(new HardState(3, 2, 1));
        });
        saveSnapshot(4, 9);
        RecoveredLog recovered = recover();
        assertThat(recovered.hardState()).isEqualTo(new HardState(5, 0, 9));
        assertThat(recovered.entries()).containsExactly(entry(5, 10));
        assertThat(recovered.snapshot().at()).isEqualTo(new EntryId(4, 9));
    }

    @Test
    void hard_state_that_goes_back_to_an_older_term_is_an_entry_in_disguise() {
        write(out -> {
            out.entry(entry(3, 1));
            out.hardState(new HardState(3, 2, 1));
            out.hardState(new HardState(0, 3, 2));
        });
        assertThatThrownBy(this::recover).isInstanceOf(StorageFailure.class).hasMessageContaining("term=0");
    }

    @Test
    void entry_in_place_of_a_committed_one_is_a_hard_state_in_disguise() {
        write(out -> {
            out.entry(entry(3, 1));
            out.entry(entry(3, 2));
            out.hardState(new HardState(3, 2, 2));
            out.entry(entry(2, 2));
        });
        assertThatThrownBy(this::recover).isInstanceOf(StorageFailure.class).hasMessageContaining("committed");
    }

    @Test
    void entries_older_than_the_snapshot_before_them_are_what_etcd_did_not_cut() {
        write(out -> {
            out.marker(new SnapshotMarker(new EntryId(4, 9), Membership.ofVoters(7)));
            out.entry(entry(3, 10));
            out.entry(entry(3, 11));
        });
        saveSnapshot(4, 9);
        assertThat(recover().entries()).isEmpty();
    }

    @Test
    void snapshot_whose_marker_was_lost_is_removed_so_that_it_does_not_count_as_the_newest() {
        write(out -> out.entry(entry(1, 1)));
        saveSnapshot(4, 9);
        assertThat(recover().snapshot()).isEqualTo(Snapshot.NONE);
        assertThat(snapshots.list()).isEmpty();
    }

    @Test
    void installed_snapshot_replaces_what_the_same_batch_wrote_before_it() {
        HardState hardState = new HardState(5, 2, 11);
        try (MemberStorage storage = storage()) {
            RecoveredLog created = storage.create(IDENTITY);
            Snapshot installed = new Snapshot(new EntryId(4, 9), Membership.ofVoters(7), Payload.EMPTY);
            storage.snapshots().save(installed);
            created.log()
                    .persist(List.of(
                            LogWrite.of(List.of(entry(1, 1), entry(1, 2))),
                            LogWrite.restart(
                                    SnapshotMarker.of(installed),
                                    Optional.of(hardState),
                                    List.of(entry(5, 10), entry(5, 11)))));
        }
        RecoveredLog recovered = recover();
        assertThat(recovered.snapshot().at()).isEqualTo(new EntryId(4, 9));
        assertThat(recovered.entries()).containsExactly(entry(5, 10), entry(5, 11));
        assertThat(recovered.hardState()).isEqualTo(hardState);
    }

    @Test
    void entry_with_a_lower_index_replaces_all_behind_it() {
        write(out -> {
            LongStream.rangeClosed(1, 5).forEach(index -> out.entry(entry(1, index)));
            out.entry(entry(2, 3));
        });
        assertThat(recover().entries()).containsExactly(entry(1, 1), entry(1, 2), entry(2, 3));
    }

    @Test
    void gap_between_entries_is_refused_with_file_and_offset() {
        write(out -> {
            out.entry(entry(1, 1));
            out.entry(entry(1, 3));
        });
        assertRefused("leaves a gap");
    }

    @Test
    void huge_and_negative_indexes_are_refused_without_allocating() {
        for (long index : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, -1, 0, 1L << 40}) {
            write(out -> out.entry(entry(1, index)));
            assertRefused(index <= 0 ? "impossible position" : "leaves a gap");
        }
    }

    @Test
    void commit_index_behind_the_last_entry_is_refused() {
        write(out -> {
            out.entry(entry(1, 1));
            out.hardState(new HardState(1, 1, 2));
        });
        assertRefused("2 is committed");
    }

    @Test
    void marker_without_a_usable_snapshot_that_the_log_needs_is_refused() {
        write(out -> {
            out.entry(entry(1, 1));
            out.marker(new SnapshotMarker(new EntryId(2, 50), Membership.ofVoters(7)));
            out.entry(entry(2, 51));
        });
        assertRefused("cannot be used");
    }

    @Test
    void marker_without_a_usable_snapshot_that_the_log_does_without_is_passed_over() {
        write(out -> {
            out.entry(entry(1, 1));
            out.entry(entry(1, 2));
            out.marker(new SnapshotMarker(new EntryId(1, 2), Membership.ofVoters(7)));
        });
        assertThat(recover().entries()).containsExactly(entry(1, 1), entry(1, 2));
    }

    @Test
    void missing_and_foreign_segments_are_refused() {
        fillThreeSegments(log, IDENTITY);
        List<String> segments = log.list();
        String middle = segments.get(1);
        SimDisk other = new SimDisk("wal");
        fillThreeSegments(other, new LogIdentity(9, 9));

        SimDisk mixed = log.copy();
        try (DiskFile file = mixed.create(middle)) {
            file.write(ByteBuffer.wrap(other.bytes(other.list().get(1))), 0);
        }
        assertThatThrownBy(() -> recover(mixed)).hasMessageContaining("checksum");

        log.delete(middle);
        assertThatThrownBy(() -> recover(log)).hasMessageContaining("a segment is missing");
    }

    @Test
    void damage_that_could_be_torn_is_refused_by_name_in_all_but_the_newest_segment() {
        fillThreeSegments(log, IDENTITY);
        String older = log.list().get(1);
        for (int from : new int[] {256, 400}) {
            SimDisk damaged = log.copy();
            erase(damaged, older, from, 368);
            assertThatThrownBy(() -> recover(damaged)).hasMessageContaining(older + ", byte ");
        }
    }

    @Test
    void what_is_older_than_the_oldest_snapshot_is_not_read_unless_no_snapshot_can_be_used() {
        fillThreeSegments(log, IDENTITY);
        try (MemberStorage storage = storage()) {
            storage.recover()
                    .log()
                    .persist(List.of(LogWrite.of(new SnapshotMarker(new EntryId(1, 60), Membership.ofVoters(7)))));
        }
        saveSnapshot(1, 60);
        erase(log, FIRST, 400, 368);
        RecoveredLog recovered = recover();
        assertThat(recovered.snapshot().at()).isEqualTo(new EntryId(1, 60));
        assertThat(recovered.entries()).hasSize(10);
        String file = snapshots.list().stream()
                .filter(name -> name.endsWith(".snap"))
                .findFirst()
                .orElseThrow();
        erase(snapshots, file, 8, 8);
        assertThatThrownBy(this::recover).hasMessageContaining(FIRST + ", byte ");
    }

    @Test
    void head_of_the_newest_segment_was_durable_before_its_name_and_cannot_be_torn() {
        fillThreeSegments(log, IDENTITY);
        String newest = log.list().get(log.list().size() - 1);
        for (int from = 0; from < 64; from += 8) {
            SimDisk damaged = log.copy();
            erase(damaged, newest, from, 1024 - from);
            assertThatThrownBy(() -> recover(damaged)).hasMessageContaining(newest + ", byte ");
        }
    }

    private static void erase(SimDisk disk, String name, int from, int length) {
        try (DiskFile file = disk.open(name)) {
            file.write(ByteBuffer.allocate(length), from);
        }
    }

    @Test
    void half_made_log_is_none_and_is_made_anew() {
        log.cutPowerAfterWrites(4);
        assertThatThrownBy(() -> storage().create(IDENTITY)).isInstanceOf(StorageFailure.class);
        log.crash(new SplittableRandom(1), CrashMode.KEEP_ALL);
        assertThat(log.list()).isNotEmpty();
        try (MemberStorage storage = storage()) {
            assertThat(storage.exists()).isFalse();
            storage.create(IDENTITY);
        }
        assertThat(recover().entries()).isEmpty();
    }

    @Test
    void torn_tail_is_kept_aside_and_erased() {
        write(out -> {
            out.entry(entry(1, 1));
            out.entry(new Entry(EntryType.NORMAL, 1, 2, Payload.wrap(new byte[2000])));
        });
        byte[] torn = log.bytes(FIRST);
        int firstHole = 1024;
        Arrays.fill(torn, firstHole, firstHole + 512, (byte) 0);
        torn[300] = 1;
        try (DiskFile file = log.open(FIRST)) {
            file.write(ByteBuffer.wrap(torn), 0);
        }
        assertThat(recover().entries()).containsExactly(entry(1, 1));
        assertThat(log.bytes(FIRST + ".broken")).isEqualTo(torn);
        assertThat(log.bytes(FIRST)).hasSize(torn.length);
    }

    @Test
    void second_opener_is_refused_until_the_first_is_done() {
        MemberStorage first = storage();
        assertThatThrownBy(this::storage).isInstanceOf(StorageFailure.class).hasMessageContaining("in use");
        first.close();
        storage().close();
    }

    private void fillThreeSegments(SimDisk disk, LogIdentity identity) {
        try (MemberStorage storage =
                MemberStorage.on(disk, new SimDisk("snap"), LogOptions.ofSegmentBytes(1024), Runnable::run)) {
            RecoveredLog created = storage.create(identity);
            for (long index = 1; index <= 70; index++) {
                created.log().persist(List.of(LogWrite.of(new HardState(1, 1, index - 1), List.of(entry(1, index)))));
            }
        }
        disk.list().stream().filter(name -> !name.endsWith(".wal")).forEach(disk::delete);
        assertThat(disk.list()).hasSizeGreaterThanOrEqualTo(3);
    }

    private void saveSnapshot(long term, long index) {
        try (MemberStorage storage = storage()) {
            storage.snapshots().save(new Snapshot(new EntryId(term, index), Membership.ofVoters(7), Payload.EMPTY));
        }
    }

    /** Makes a log with exactly these records behind its head. */
    private void write(Consumer<RecordWriter> records) {
        RecordWriter out = new RecordWriter(0);
        out.crc();
        out.metadata(IDENTITY);
        out.marker(SnapshotMarker.ZERO);
        records.accept(out);
        replace(out);
    }

    private void replace(RecordWriter out) {
        try (DiskFile file = log.create(FIRST)) {
            file.write(ByteBuffer.allocate(8192), 0);
            file.write(out.content(), 0);
        }
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(this::recover)
                .isInstanceOf(StorageFailure.class)
                .hasMessageContaining(FIRST + ", byte ")
                .hasMessageContaining(reason);
    }

    private RecoveredLog recover() {
        return recover(log);
    }

    private RecoveredLog recover(SimDisk disk) {
        try (MemberStorage storage =
                MemberStorage.on(disk, snapshots, LogOptions.ofSegmentBytes(8192), Runnable::run)) {
            return storage.recover();
        }
    }

    private MemberStorage storage() {
        return MemberStorage.on(log, snapshots, LogOptions.ofSegmentBytes(8192), Runnable::run);
    }

    private static Entry entry(long term, long index) {
        return new Entry(EntryType.NORMAL, term, index, Payload.utf8("entry " + index));
    }
}
