package dev.pharos.raft.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.raft.check.InvariantViolation;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.simulation.disk.SimDisk;
import dev.pharos.raft.storage.disk.StorageFailure;
import dev.pharos.raft.storage.record.LogIdentity;
import dev.pharos.raft.storage.record.SnapshotMarker;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DurableLogTest {
    private static final LogIdentity IDENTITY = new LogIdentity(1, 2);
    private static final String FIRST = "0000000000000000-0000000000000000.wal";

    private final SimDisk disk = new SimDisk("wal");
    private final Deque<Runnable> background = new ArrayDeque<>();

    private DurableLog create(long segmentBytes) {
        return DurableLog.create(
                new LogFolder(disk, disk.lock(), LogOptions.ofSegmentBytes(segmentBytes), background::add), IDENTITY);
    }

    @Test
    void batch_is_one_write_and_one_sync() {
        DurableLog log = create(1 << 20);
        long before = disk.writes();
        log.persist(
                List.of(LogWrite.of(new HardState(1, 1, 0), entries(1, 1, 100)), LogWrite.of(entries(1, 101, 156))));
        assertThat(disk.writes() - before).isEqualTo(2);
        assertThat(disk.dirtySectors(FIRST)).isEmpty();
    }

    @Test
    void commit_index_alone_is_written_without_a_sync() {
        DurableLog log = create(1 << 20);
        log.persist(List.of(LogWrite.of(new HardState(1, 1, 0), entries(1, 1, 1))));
        long before = disk.writes();
        log.persist(List.of(LogWrite.of(new HardState(1, 1, 1))));
        assertThat(disk.writes() - before).isEqualTo(1);
        assertThat(disk.dirtySectors(FIRST)).isNotEmpty();
    }

    @Test
    void term_and_vote_are_synced() {
        DurableLog log = create(1 << 20);
        log.persist(List.of(LogWrite.of(new HardState(1, 0, 0))));
        assertThat(disk.dirtySectors(FIRST)).isEmpty();
        log.persist(List.of(LogWrite.of(new HardState(1, 3, 0))));
        assertThat(disk.dirtySectors(FIRST)).isEmpty();
    }

    @Test
    void hard_state_that_did_not_change_is_not_written() {
        DurableLog log = create(1 << 20);
        HardState state = new HardState(1, 1, 0);
        log.persist(List.of(LogWrite.of(state)));
        long before = disk.writes();
        log.persist(List.of(LogWrite.of(state), LogWrite.of(List.of())));
        assertThat(disk.writes()).isEqualTo(before);
    }

    @Test
    void full_segment_is_cut_to_its_content_and_the_next_one_is_the_spare() {
        DurableLog log = create(4096);
        background.remove().run();
        assertThat(disk.list()).contains("0.tmp");
        log.persist(List.of(LogWrite.of(new HardState(1, 1, 0), entries(1, 1, 60))));
        String second = "0000000000000001-000000000000003d.wal";
        assertThat(disk.list()).containsExactly(FIRST, second);
        byte[] first = disk.bytes(FIRST);
        assertThat(first.length).isGreaterThan(4096);
        assertThat(disk.bytes(second)).hasSize(4096);
        assertThat(disk.pendingDirectoryOperations()).isZero();
        assertThat(log.segments()).isEqualTo(2);
    }

    @Test
    void roll_does_not_wait_for_a_spare() {
        DurableLog log = create(4096);
        log.persist(List.of(LogWrite.of(new HardState(1, 1, 0), entries(1, 1, 60))));
        log.persist(List.of(LogWrite.of(entries(1, 61, 1))));
        assertThat(disk.bytes("0000000000000001-000000000000003d.wal").length).isLessThan(4096);
        background.remove().run();
        assertThat(disk.list()).contains("0.tmp");
    }

    @Test
    void background_that_takes_no_work_only_costs_the_spare() {
        DurableLog log = DurableLog.create(
                new LogFolder(disk, disk.lock(), LogOptions.ofSegmentBytes(4096), task -> {
                    throw new RejectedExecutionException("closed");
                }),
                IDENTITY);
        log.persist(List.of(LogWrite.of(entries(1, 1, 60))));
        assertThat(log.segments()).isEqualTo(2);
    }

    @Test
    void close_keeps_a_spare_from_being_started_later() {
        create(4096).close();
        background.remove().run();
        assertThat(disk.list()).containsExactly(FIRST);
        disk.lock().close();
    }

    @Test
    void released_segments_are_gone_for_good() {
        DurableLog log = create(4096);
        log.persist(List.of(LogWrite.of(new HardState(1, 1, 0), entries(1, 1, 60))));
        log.persist(List.of(LogWrite.of(new SnapshotMarker(new EntryId(1, 60), Membership.ofVoters(1)))));
        assertThat(log.release(60, Long.MAX_VALUE)).isGreaterThan(1);
        assertThat(disk.list()).doesNotContain(FIRST);
        assertThat(disk.pendingDirectoryOperations()).isZero();
    }

    @Test
    void entry_that_leaves_a_gap_is_a_bug_and_stops_the_log() {
        DurableLog log = create(4096);
        assertThatThrownBy(() -> log.persist(List.of(LogWrite.of(entries(1, 2, 1)))))
                .isInstanceOf(InvariantViolation.class);
        assertThatThrownBy(() -> log.persist(List.of(LogWrite.of(entries(1, 1, 1)))))
                .isInstanceOf(StorageFailure.class)
                .hasMessageContaining("stopped by an earlier failure");
    }

    @Test
    void only_the_owner_thread_may_write() {
        DurableLog log = create(4096);
        log.persist(List.of(LogWrite.of(entries(1, 1, 1))));
        CompletableFuture<Void> elsewhere =
                CompletableFuture.runAsync(() -> log.persist(List.of(LogWrite.of(entries(1, 2, 1)))));
        assertThatThrownBy(elsewhere::join).hasCauseInstanceOf(InvariantViolation.class);
    }

    @Test
    void closed_log_refuses_work_and_is_closed_once() {
        DurableLog log = create(4096);
        log.close();
        log.close();
        assertThatThrownBy(() -> log.release(1, 1)).isInstanceOf(StorageFailure.class);
        disk.lock().close();
    }

    private static List<Entry> entries(long term, long first, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Entry(EntryType.NORMAL, term, first + i, Payload.wrap(new byte[64])))
                .toList();
    }
}
