package dev.pharos.raft.storage.past;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.EntrySpan;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.simulation.disk.SimDisk;
import dev.pharos.raft.storage.log.DurableLog;
import dev.pharos.raft.storage.log.LogFolder;
import dev.pharos.raft.storage.log.LogOptions;
import dev.pharos.raft.storage.log.LogWrite;
import dev.pharos.raft.storage.record.LogIdentity;
import dev.pharos.raft.storage.record.SnapshotMarker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A real log of small segments on a simulated disk, written and read by turns. */
class PastLogTest {
    private static final long READER = 7;
    private static final int ENTRY_BYTES = entry(1, 1).sizeBytes();

    private final SimDisk disk = new SimDisk("wal");
    private final DurableLog log = DurableLog.create(
            new LogFolder(disk, disk.lock(), LogOptions.ofSegmentBytes(4096), Runnable::run), new LogIdentity(1, 2));
    private final PastLog past = new PastLog(disk);

    @AfterEach
    void close() {
        past.close();
        log.close();
    }

    @Test
    void entries_are_read_in_pieces_across_segments() {
        write(1, 1, 200);
        assertThat(log.segments()).isGreaterThan(3);
        List<Entry> read = new ArrayList<>();
        while (read.size() < 200) {
            read.addAll(past.read(READER, span(read.size(), 1, 200), 10L * ENTRY_BYTES));
            assertThat(read.size() % 10).isZero();
        }
        assertThat(read).isEqualTo(entries(1, 1, 200));
    }

    @Test
    void one_entry_is_read_however_large_it_is() {
        write(1, 1, 3);
        assertThat(past.read(READER, span(1, 1, 3), 1)).containsExactly(entry(1, 2));
    }

    @Test
    void a_read_ends_with_its_span() {
        write(1, 1, 20);
        assertThat(past.read(READER, span(4, 1, 7), Long.MAX_VALUE)).isEqualTo(entries(1, 5, 7));
        assertThat(past.read(READER, span(7, 1, 8), Long.MAX_VALUE)).isEqualTo(entries(1, 8, 8));
    }

    @Test
    void what_was_replaced_later_is_passed_over() {
        write(1, 1, 120);
        write(2, 50, 180);
        assertThat(past.read(READER, span(39, 1, 49), Long.MAX_VALUE)).isEqualTo(entries(1, 40, 49));
        assertThat(past.read(READER, new EntrySpan(new EntryId(1, 49), 2, 180), Long.MAX_VALUE))
                .isEqualTo(entries(2, 50, 180));
        assertThat(past.read(8, new EntrySpan(new EntryId(2, 129), 2, 180), Long.MAX_VALUE))
                .isEqualTo(entries(2, 130, 180));
    }

    @Test
    void a_log_that_began_anew_with_a_snapshot_is_read_behind_it() {
        write(1, 1, 120);
        Membership alone = Membership.ofVoters(1);
        SnapshotMarker installed = new SnapshotMarker(new EntryId(3, 60), alone);
        log.persist(List.of(LogWrite.restart(installed, Optional.empty(), entries(3, 61, 90))));
        assertThat(past.read(READER, new EntrySpan(new EntryId(3, 60), 3, 90), Long.MAX_VALUE))
                .isEqualTo(entries(3, 61, 90));
    }

    @Test
    void a_reader_goes_on_with_what_was_written_after_it_looked() {
        long read = 0;
        for (long written = 0; written < 300; ) {
            write(1, written + 1, written + 3);
            written += 3;
            List<Entry> next = past.read(READER, span(read, 1, written), Long.MAX_VALUE);
            assertThat(next).isEqualTo(entries(1, read + 1, written));
            read = written;
        }
    }

    @Test
    void many_readers_each_have_a_place() {
        write(1, 1, 100);
        for (int turn = 0; turn < 20; turn++) {
            for (long reader = 1; reader <= 6; reader++) {
                assertThat(past.read(reader, span(turn * 5L, 1, turn * 5L + 5), Long.MAX_VALUE))
                        .isEqualTo(entries(1, turn * 5L + 1, turn * 5L + 5));
            }
        }
    }

    @Test
    void entries_that_were_released_are_missed() {
        write(1, 1, 200);
        log.persist(List.of(LogWrite.of(new SnapshotMarker(new EntryId(1, 190), Membership.ofVoters(1)))));
        long first = log.release(190, Long.MAX_VALUE);
        assertThat(first).isBetween(100L, 190L);
        assertThat(past.read(READER, span(first - 1, 1, 200), Long.MAX_VALUE)).isEqualTo(entries(1, first, 200));
        assertThat(past.read(READER, span(1, 1, 200), Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void a_damaged_record_is_found() {
        write(1, 1, 200);
        String first = disk.list().stream()
                .filter(name -> name.endsWith(".wal"))
                .findFirst()
                .orElseThrow();
        disk.flipBit(first, 8L * (disk.bytes(first).length / 2) + 3);
        assertThat(past.read(READER, span(0, 1, 200), Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void an_entry_that_was_never_written_is_missed() {
        write(1, 1, 5);
        assertThat(past.read(READER, span(5, 1, 6), Long.MAX_VALUE)).isEmpty();
        assertThat(past.read(READER, new EntrySpan(new EntryId(1, 2), 2, 5), Long.MAX_VALUE))
                .isEmpty();
    }

    private void write(long term, long first, long last) {
        for (long next = first; next <= last; next += 10) {
            List<Entry> batch = entries(term, next, Math.min(last, next + 9));
            log.persist(List.of(LogWrite.of(new HardState(term, 1, 0), batch)));
        }
    }

    private static EntrySpan span(long before, long term, long last) {
        return new EntrySpan(new EntryId(term, before), term, last);
    }

    private static List<Entry> entries(long term, long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(index -> entry(term, index))
                .toList();
    }

    private static Entry entry(long term, long index) {
        return new Entry(EntryType.NORMAL, term, index, Payload.wrap(new byte[80]));
    }
}
