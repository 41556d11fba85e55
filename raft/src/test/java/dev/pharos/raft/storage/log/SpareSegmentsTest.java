package dev.pharos.raft.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.storage.MemberStorage;
import dev.pharos.raft.storage.disk.Disk;
import dev.pharos.raft.storage.disk.DiskFile;
import dev.pharos.raft.storage.disk.FolderDisk;
import dev.pharos.raft.storage.disk.ForwardingDisk;
import dev.pharos.raft.storage.record.LogIdentity;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpareSegmentsTest {
    private static final LogOptions OPTIONS = new LogOptions(200_000, 20_000, Retention.SMALL);
    private static final String BACKGROUND = "filling";

    private final CountDownLatch fillingBegan = new CountDownLatch(1);
    private final CountDownLatch fillingMayGoOn = new CountDownLatch(1);

    /** The log rolls twice and is appended to while the first spare is still being filled. */
    @Test
    void spare_that_comes_late_never_touches_the_live_segment(@TempDir Path root) throws Exception {
        ExecutorService background = Executors.newSingleThreadExecutor(work -> new Thread(work, BACKGROUND));
        Disk disk = new SlowFilling(FolderDisk.at(root.resolve("wal")));
        MemberStorage storage = MemberStorage.on(disk, FolderDisk.at(root.resolve("snap")), OPTIONS, background);
        DurableLog log = storage.create(new LogIdentity(1, 1)).log();
        assertThat(fillingBegan.await(30, TimeUnit.SECONDS)).isTrue();

        log.persist(List.of(LogWrite.of(new HardState(1, 1, 0), List.of(entry(1, 30_000)))));
        log.persist(List.of(LogWrite.of(List.of(entry(2, 210_000)))));
        log.persist(List.of(LogWrite.of(List.of(entry(3, 10_000)))));
        fillingMayGoOn.countDown();
        Future<?> filled = background.submit(() -> {});
        filled.get(30, TimeUnit.SECONDS);
        log.persist(List.of(LogWrite.of(List.of(entry(4, 1_000)))));
        log.persist(List.of(LogWrite.of(List.of(entry(5, 210_000)))));
        log.persist(List.of(LogWrite.of(List.of(entry(6, 1_000)))));
        storage.close();
        background.shutdown();

        try (MemberStorage again = MemberStorage.inFolder(root, OPTIONS, Runnable::run)) {
            assertThat(again.recover().entries().stream().map(Entry::index)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        }
    }

    private static Entry entry(long index, int bytes) {
        return new Entry(EntryType.NORMAL, 1, index, Payload.wrap(new byte[bytes]));
    }

    /** Holds up the writes of the background thread. */
    private final class SlowFilling extends ForwardingDisk {
        SlowFilling(Disk disk) {
            super(disk);
        }

        @Override
        public DiskFile create(String name) {
            return new ForwardingFile(super.create(name)) {
                @Override
                public void write(ByteBuffer from, long offset) {
                    if (Thread.currentThread().getName().equals(BACKGROUND)) {
                        waitForLeave();
                    }
                    super.write(from, offset);
                }
            };
        }

        private void waitForLeave() {
            fillingBegan.countDown();
            try {
                assertThat(fillingMayGoOn.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
