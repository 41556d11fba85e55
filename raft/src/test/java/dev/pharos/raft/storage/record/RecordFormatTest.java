package dev.pharos.raft.storage.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.raft.codec.EntryCodec;
import dev.pharos.raft.codec.HardStateCodec;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.simulation.disk.SimDisk;
import dev.pharos.raft.storage.disk.DiskFile;
import dev.pharos.raft.storage.record.RecordReader.Seed;
import dev.pharos.raft.storage.record.RecordReader.Step;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The format byte by byte. The checksums below were computed with another implementation. */
class RecordFormatTest {
    private final SimDisk disk = new SimDisk("disk");

    @Test
    void head_of_a_new_log_has_the_known_bytes() {
        RecordWriter out = new RecordWriter(0);
        out.crc();
        out.metadata(new LogIdentity(1, 2));
        out.marker(SnapshotMarker.ZERO);
        assertThat(hex(out))
                .isEqualTo("0400000000000084" + "08041000" + "00000000"
                        + "0e00000000000082080110a9f6f0ac0c1a04080110020000"
                        + "0e0000000000008208051099cffffd0d1a04080010000000");
    }

    @Test
    void entry_and_hard_state_have_the_known_bytes() {
        RecordWriter out = new RecordWriter(0x12345678);
        out.entry(new Entry(EntryType.NORMAL, 1, 2, Payload.utf8("value")));
        out.hardState(new HardState(1, 3, 2));
        assertThat(hex(out))
                .isEqualTo("1700000000000081080210f7f78ee0011a0d080010011802220576616c756500"
                        + "1000000000000000080310cbb4cfea051a06080110031802");
    }

    @Test
    void segment_goes_on_with_the_checksum_of_the_one_before() {
        RecordWriter out = new RecordWriter(0x7F);
        out.crc();
        assertThat(hex(out)).isEqualTo("0400000000000084" + "0804107f" + "00000000");
    }

    @Test
    void what_was_written_is_read() {
        SplittableRandom random = new SplittableRandom(5);
        RecordWriter out = new RecordWriter(77);
        List<Entry> entries = new ArrayList<>();
        for (int i = 1; i <= 2_000; i++) {
            byte[] data = new byte[random.nextInt(random.nextInt(20) == 0 ? 100_000 : 300)];
            random.nextBytes(data);
            entries.add(new Entry(EntryType.NORMAL, i / 100, i, Payload.wrap(data)));
        }
        HardState hardState = new HardState(9, 8, 7);
        SnapshotMarker marker = new SnapshotMarker(new EntryId(4, 5), Membership.ofVoters(1, 2, 3));
        entries.forEach(out::entry);
        out.hardState(hardState);
        out.marker(marker);

        RecordReader in = reader(out, 77);
        for (Entry entry : entries) {
            assertThat(in.next()).isEqualTo(Step.RECORD);
            assertThat(EntryCodec.read(in.data())).isEqualTo(entry);
        }
        assertThat(in.next()).isEqualTo(Step.RECORD);
        assertThat(HardStateCodec.read(in.data())).isEqualTo(hardState);
        assertThat(in.next()).isEqualTo(Step.RECORD);
        assertThat(in.type()).isEqualTo(RecordType.MARKER);
        assertThat(SnapshotMarker.read(in.data())).isEqualTo(marker);
        assertThat(in.next()).isEqualTo(Step.END_OF_FILE);
        assertThat(in.crc()).isEqualTo(out.crcSoFar());
    }

    @Test
    void wrong_checksum_to_start_from_is_damage() {
        RecordWriter out = new RecordWriter(1);
        out.hardState(new HardState(1, 2, 3));
        RecordReader in = reader(out, 2);
        assertThat(in.next()).isEqualTo(Step.DAMAGED);
        assertThat(in.damage().reason()).contains("checksum");
        assertThat(in.crc()).isEqualTo(2);
    }

    @Test
    void huge_lengths_are_damage_and_allocate_nothing() {
        for (String field : List.of("ffffffffffffff00", "f8ffffffffffff00", "f8ffff7f00000000", "ffffffffffffffff")) {
            RecordReader in = reader(HexFormat.of().parseHex(field + "0804100000000000"), 0);
            assertThat(in.next()).as(field).isEqualTo(Step.DAMAGED);
        }
    }

    @Test
    void records_of_unknown_type_or_without_one_are_damage() {
        for (String record : List.of("0806100000000000", "1000000000000000", "0800100000000000", "ffffffffffffffff")) {
            RecordReader in = reader(HexFormat.of().parseHex("0800000000000000" + record), 0);
            assertThat(in.next()).as(record).isEqualTo(Step.DAMAGED);
            assertThatThrownBy(() -> reader(new byte[0], 0).damage()).isInstanceOf(IllegalStateException.class);
        }
    }

    private RecordReader reader(RecordWriter out, int crc) {
        byte[] bytes = new byte[out.size()];
        out.content().get(bytes);
        return reader(bytes, crc);
    }

    private RecordReader reader(byte[] bytes, int crc) {
        DiskFile file = disk.create("log");
        file.write(ByteBuffer.wrap(bytes), 0);
        return new RecordReader(file, crc, Seed.CHAINED);
    }

    private static String hex(RecordWriter out) {
        return HexFormat.of().formatHex(out.content().array(), 0, out.size());
    }
}
