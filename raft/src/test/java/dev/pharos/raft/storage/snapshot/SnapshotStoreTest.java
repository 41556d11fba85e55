package dev.pharos.raft.storage.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.simulation.disk.SimDisk;
import dev.pharos.raft.simulation.disk.StorageWarnings;
import dev.pharos.raft.storage.disk.DiskFile;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SnapshotStoreTest {
    private final SimDisk disk = new SimDisk("snap");
    private final SnapshotStore store = new SnapshotStore(disk);

    @BeforeAll
    static void quiet() {
        StorageWarnings.off();
    }

    @Test
    void file_has_the_known_name_and_bytes() {
        store.save(snapshot(2, 26, "x"));
        assertThat(disk.list()).containsExactly("0000000000000002-000000000000001a.snap");
        assertThat(HexFormat.of().formatHex(disk.bytes("0000000000000002-000000000000001a.snap")))
                .isEqualTo("08a49ee4a90e120f0a0178120a0a0408012800101a1802");
    }

    @Test
    void saved_snapshot_is_loaded() {
        Snapshot saved = snapshot(3, 7, "state");
        store.save(saved);
        assertThat(store.load(saved.at())).contains(saved);
        assertThat(store.load(new EntryId(3, 8))).isEmpty();
    }

    @Test
    void broken_file_is_put_aside_and_an_older_one_is_used() {
        Snapshot old = snapshot(1, 5, "old");
        store.save(old);
        store.save(snapshot(1, 9, "new"));
        disk.flipBit("0000000000000001-0000000000000009.snap", 100);
        assertThat(store.newestUsable(List.of(EntryId.ZERO, new EntryId(1, 5), new EntryId(1, 9))))
                .isEqualTo(old);
        assertThat(disk.list())
                .containsExactly(
                        "0000000000000001-0000000000000005.snap", "0000000000000001-0000000000000009.snap.broken");
    }

    @Test
    void every_flipped_bit_is_noticed() {
        Snapshot saved = snapshot(1, 5, "some state");
        store.save(saved);
        String name = "0000000000000001-0000000000000005.snap";
        long bits = disk.bytes(name).length * 8L;
        for (long bit = 0; bit < bits; bit++) {
            SimDisk rotten = disk.copy();
            rotten.flipBit(name, bit);
            assertThat(new SnapshotStore(rotten).load(saved.at()))
                    .as("bit " + bit)
                    .isEmpty();
        }
    }

    @Test
    void file_under_the_name_of_another_snapshot_is_broken() {
        store.save(snapshot(1, 5, "state"));
        disk.rename("0000000000000001-0000000000000005.snap", "0000000000000001-0000000000000006.snap");
        assertThat(store.load(new EntryId(1, 6))).isEmpty();
    }

    @Test
    void empty_file_is_broken() {
        disk.create("0000000000000001-0000000000000005.snap").close();
        assertThat(store.load(new EntryId(1, 5))).isEmpty();
        assertThat(disk.list()).containsExactly("0000000000000001-0000000000000005.snap.broken");
    }

    @Test
    void only_the_newest_are_kept() {
        for (long index : new long[] {5, 300, 20}) {
            store.save(snapshot(1, index, "state"));
        }
        store.save(snapshot(2, 310, "state"));
        store.keepNewest(2);
        assertThat(store.stored()).containsExactly(new EntryId(2, 310), new EntryId(1, 300));
    }

    @Test
    void unmarked_and_unfinished_files_go_and_others_stay() {
        store.save(snapshot(1, 5, "marked"));
        store.save(snapshot(1, 6, "unmarked"));
        disk.create("0000000000000001-0000000000000007.snap.tmp").close();
        try (DiskFile other = disk.create("db")) {
            other.write(ByteBuffer.wrap(new byte[1]), 0);
        }
        store.keepMarked(Set.of(EntryId.ZERO, new EntryId(1, 5)));
        assertThat(disk.list()).containsExactly("0000000000000001-0000000000000005.snap", "db");
    }

    private static Snapshot snapshot(long term, long index, String data) {
        return new Snapshot(new EntryId(term, index), Membership.ofVoters(1), Payload.utf8(data));
    }
}
