package dev.pharos.raft.simulation.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.raft.storage.disk.DiskFile;
import dev.pharos.raft.storage.disk.StorageFailure;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The simulated disk must be at least as treacherous as a real one, and not more. */
class SimDiskTest {
    private final SimDisk disk = new SimDisk("disk");
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void synced_bytes_under_synced_names_survive_everything() {
        DiskFile file = disk.create("file");
        write(file, 0, 2000, 1);
        file.sync();
        disk.syncDirectory();
        for (CrashMode mode : CrashMode.values()) {
            disk.crash(random, mode);
            assertThat(disk.bytes("file")).hasSize(2000).containsOnly(1);
        }
    }

    @Test
    void synced_bytes_under_a_name_that_is_not_synced_may_vanish() {
        write(disk.create("file"), 0, 10, 1);
        disk.open("file").sync();
        disk.crash(random, CrashMode.LOSE_ALL_UNSYNCED);
        assertThat(disk.list()).isEmpty();
    }

    @Test
    void sectors_are_kept_and_lost_each_by_itself() {
        DiskFile file = zeros("file", 3 * 512);
        write(file, 0, 3 * 512, 1);
        Set<List<Integer>> seen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            SimDisk crashed = disk.copy();
            crashed.crash(random, CrashMode.SECTORS);
            byte[] bytes = crashed.bytes("file");
            seen.add(List.of((int) bytes[0], (int) bytes[512], (int) bytes[1024]));
            for (int at = 0; at < bytes.length; at++) {
                assertThat(bytes[at]).isEqualTo(bytes[at / 512 * 512]);
            }
        }
        assertThat(seen).hasSize(8);
    }

    @Test
    void torn_sectors_are_half_old_and_half_new() {
        DiskFile file = zeros("file", 512);
        write(file, 0, 512, 1);
        Set<List<Integer>> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            SimDisk crashed = disk.copy();
            crashed.crash(random, CrashMode.TORN_SECTORS);
            seen.add(List.of((int) crashed.bytes("file")[0], (int) crashed.bytes("file")[256]));
        }
        assertThat(seen).hasSize(4);
    }

    @Test
    void growth_and_truncation_may_be_lost() {
        DiskFile file = zeros("file", 1000);
        write(file, 0, 1000, 1);
        file.sync();
        file.truncate(100);
        disk.crash(random, CrashMode.LOSE_ALL_UNSYNCED);
        assertThat(disk.bytes("file")).hasSize(1000).containsOnly(1);

        write(disk.open("file"), 1000, 600, 2);
        disk.crash(random, CrashMode.LOSE_ALL_UNSYNCED);
        assertThat(disk.bytes("file")).hasSize(1000).containsOnly(1);
    }

    @Test
    void directory_operations_that_build_upon_a_lost_one_are_lost_with_it() {
        disk.create("a").close();
        disk.rename("a", "b");
        disk.create("c").close();
        Set<List<String>> seen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            SimDisk crashed = disk.copy();
            crashed.crash(random, CrashMode.SECTORS);
            seen.add(crashed.list());
        }
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        List.of(), List.of("a"), List.of("b"), List.of("c"), List.of("a", "c"), List.of("b", "c"));
    }

    @Test
    void sync_after_a_failed_sync_makes_nothing_durable_that_the_failed_one_should_have() {
        DiskFile file = zeros("file", 512);
        write(file, 0, 512, 1);
        disk.failNextSync();
        assertThatThrownBy(file::sync).isInstanceOf(StorageFailure.class);
        file.sync();
        disk.crash(random, CrashMode.LOSE_ALL_UNSYNCED);
        assertThat(disk.bytes("file")).containsOnly(0);
    }

    @Test
    void failed_write_leaves_whole_sectors() {
        DiskFile file = zeros("file", 2048);
        disk.failNextWrite();
        assertThatThrownBy(() -> write(file, 100, 1500, 1)).isInstanceOf(StorageFailure.class);
        byte[] bytes = disk.bytes("file");
        assertThat(Arrays.copyOfRange(bytes, 100, 512)).containsOnly(1);
        assertThat(Arrays.copyOfRange(bytes, 512, 2048)).containsOnly(0);
    }

    @Test
    void full_disk_still_takes_what_does_not_grow() {
        DiskFile file = zeros("file", 1024);
        disk.limitBytes(1024);
        write(file, 0, 1024, 1);
        assertThatThrownBy(() -> write(file, 1024, 1, 1)).hasMessageContaining("no space");
        assertThat(disk.faults()).containsEntry(FaultKind.DISK_FULL, 1L);
    }

    @Test
    void after_a_power_cut_nothing_works_until_the_crash_and_old_handles_never() {
        DiskFile file = zeros("file", 512);
        disk.cutPowerAfterWrites(1);
        write(file, 0, 512, 1);
        assertThat(disk.isPowerCut()).isTrue();
        assertThatThrownBy(file::sync).hasMessageContaining("no power");
        assertThatThrownBy(disk::list).isInstanceOf(StorageFailure.class);
        disk.crash(random, CrashMode.KEEP_ALL);
        assertThatThrownBy(file::size).hasMessageContaining("by a crash");
        assertThat(disk.bytes("file")).containsOnly(1);
    }

    @Test
    void same_seed_makes_the_same_crash() {
        DiskFile file = zeros("file", 20 * 512);
        write(file, 0, 20 * 512, 1);
        SimDisk twin = disk.copy();
        disk.crash(new SplittableRandom(9), CrashMode.TORN_SECTORS);
        twin.crash(new SplittableRandom(9), CrashMode.TORN_SECTORS);
        assertThat(twin.bytes("file")).isEqualTo(disk.bytes("file"));
    }

    @Test
    void system_may_write_by_itself() {
        DiskFile file = zeros("file", 40 * 512);
        write(file, 0, 40 * 512, 1);
        disk.create("other").close();
        disk.writeBack(random);
        assertThat(disk.dirtySectors("file")).hasSizeBetween(1, 39);
    }

    private DiskFile zeros(String name, int size) {
        DiskFile file = disk.create(name);
        write(file, 0, size, 0);
        file.sync();
        disk.syncDirectory();
        return file;
    }

    private static void write(DiskFile file, long offset, int count, int value) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        file.write(ByteBuffer.wrap(bytes), offset);
    }
}
