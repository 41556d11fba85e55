package dev.pharos.raft.storage.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.simulation.disk.SimDisk;
import dev.pharos.raft.storage.disk.DiskFile;
import dev.pharos.raft.storage.record.RecordReader.Seed;
import dev.pharos.raft.storage.record.RecordReader.Step;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TornTailTest {
    private static final int SIZE = 16_384;

    private final DiskFile file = new SimDisk("disk").create("log");
    private final RecordWriter out = new RecordWriter(0);

    @Test
    void lost_sector_in_the_last_batch_is_a_torn_write() {
        batch(1, 100);
        batch(2, 2000);
        assertThat(isTorn(512, 512)).isTrue();
    }

    @Test
    void lost_half_sector_in_the_last_batch_is_a_torn_write() {
        batch(1, 100);
        batch(2, 2000);
        assertThat(isTorn(768, 256)).isTrue();
    }

    @Test
    void several_records_of_one_batch_may_follow_the_hole() {
        batch(1, 100);
        out.entry(entry(2, 1500));
        out.entry(entry(3, 1500));
        out.hardState(new HardState(2, 2, 2));
        assertThat(isTorn(512, 512)).isTrue();
    }

    @Test
    void hole_before_a_later_batch_is_corruption() {
        batch(1, 2000);
        batch(2, 100);
        assertThat(isTorn(512, 512)).isFalse();
    }

    @Test
    void commit_index_written_later_proves_the_sync_too() {
        batch(1, 2000);
        out.hardState(new HardState(1, 1, 1));
        assertThat(isTorn(512, 512)).isFalse();
    }

    @Test
    void zeros_that_end_within_their_piece_are_corruption() {
        batch(1, 100);
        batch(2, 2000);
        assertThat(isTorn(600, 150)).isFalse();
    }

    @Test
    void changed_byte_is_corruption() {
        batch(1, 2000);
        assertThat(isTornAfter(bytes -> bytes[900] ^= 1)).isFalse();
    }

    @Test
    void frame_that_contradicts_its_header_is_corruption() {
        batch(1, 100);
        assertThat(isTornAfter(bytes -> bytes[1] ^= 8)).isFalse();
        assertThat(isTornAfter(bytes -> bytes[4] ^= 8)).isFalse();
    }

    @Test
    void record_that_runs_past_the_end_of_the_file_is_a_torn_write() {
        batch(1, 2000);
        file.write(out.content().limit(1024), 0);
        assertThat(judge()).isTrue();
    }

    @Test
    void zeros_to_the_end_of_a_piece_end_the_log_and_others_do_not() {
        batch(1, 900);
        byte[] bytes = filled();
        file.write(ByteBuffer.wrap(bytes), 0);
        int end = out.size();
        assertThat(new TornTail(file).explainsZerosAt(end)).isTrue();
        bytes[end + 9] = 1;
        file.write(ByteBuffer.wrap(bytes), 0);
        assertThat(new TornTail(file).explainsZerosAt(end)).isFalse();
    }

    @Test
    void length_that_a_bad_bit_turned_into_zero_does_not_end_the_log_before_later_batches() {
        int offset = startRecordInLastEightBytesOfPiece();
        assertThat(endsAfterLosingLength(offset)).isTrue();
        batch(2, 100);
        assertThat(endsAfterLosingLength(offset)).isTrue();
        batch(3, 100);
        batch(4, 100);
        assertThat(endsAfterLosingLength(offset)).isFalse();
    }

    /** Answers where the hard state begins that follows the first entry. */
    private int startRecordInLastEightBytesOfPiece() {
        int size = 100;
        do {
            out.clear(SIZE);
            out.entry(entry(1, size++));
        } while (out.size() % 256 != 248);
        int offset = out.size();
        out.hardState(new HardState(1, 1, 0));
        return offset;
    }

    private boolean endsAfterLosingLength(int offset) {
        byte[] bytes = filled();
        Arrays.fill(bytes, offset, offset + RecordWriter.FRAME_BYTES, (byte) 0);
        file.write(ByteBuffer.wrap(bytes), 0);
        return new TornTail(file).explainsZerosAt(offset);
    }

    private void batch(long index, int size) {
        out.entry(entry(index, size));
        out.hardState(new HardState(1, 1, index - 1));
    }

    private static Entry entry(long index, int size) {
        byte[] data = new byte[size];
        Arrays.fill(data, (byte) 0x55);
        return new Entry(EntryType.NORMAL, 1, index, Payload.wrap(data));
    }

    private boolean isTorn(int holeFrom, int holeBytes) {
        return isTornAfter(bytes -> Arrays.fill(bytes, holeFrom, holeFrom + holeBytes, (byte) 0));
    }

    private interface Harm {
        void change(byte[] bytes);
    }

    private boolean isTornAfter(Harm harm) {
        byte[] bytes = filled();
        harm.change(bytes);
        file.write(ByteBuffer.wrap(bytes), 0);
        return judge();
    }

    private byte[] filled() {
        byte[] bytes = new byte[SIZE];
        out.content().get(bytes, 0, out.size());
        return bytes;
    }

    private boolean judge() {
        RecordReader in = new RecordReader(file, 0, Seed.CHAINED);
        Step step = Step.RECORD;
        while (step == Step.RECORD) {
            step = in.next();
        }
        assertThat(step).isEqualTo(Step.DAMAGED);
        return new TornTail(file).explains(in.damage());
    }
}
