package dev.pharos.kvstore.several;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.blackbox.MemoryFolder;
import dev.pharos.kvstore.chaos.Setting;
import dev.pharos.kvstore.chaos.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class FullDiskTest {
    private static final int DISK_MEGABYTES = 220;
    private static final long ROOM_LEFT = 16L << 20;

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void a_snapshot_that_does_not_fit_on_the_disk_is_taken_in_once_there_is_room() throws Exception {
        Path third = Files.createDirectory(folder.resolve("p3"));
        try (SmallDisk disk = SmallDisk.mount(third, DISK_MEGABYTES);
                Cluster cluster = Cluster.ofThree(folder, Setting::forgetful)) {
            Member small = cluster.members().get(2);
            assertThat(small.name()).isEqualTo("p3");
            small.process().kill9();
            long unused = Flood.through(cluster.leader(), 150, 256 << 10);
            Path ballast = disk.path().resolve("ballast");
            fill(ballast);

            small.launch();
            Await.until("the disk is full", () -> !small.process().isAlive() || complains(small));
            Files.delete(ballast);
            if (!small.process().isAlive()) {
                small.launch();
            }
            small.awaitReady();
            Await.until("a snapshot is installed", () -> small.says("applied snapshot"));
            cluster.assertEqual();
        }
    }

    /** But for less than the snapshot needs. */
    private static void fill(Path ballast) throws IOException {
        byte[] megabyte = new byte[1 << 20];
        try (var out = Files.newOutputStream(ballast)) {
            while (ballast.toFile().getUsableSpace() > ROOM_LEFT) {
                out.write(megabyte);
            }
        }
    }

    private static boolean complains(Member member) {
        return member.says("o space left on device");
    }
}
