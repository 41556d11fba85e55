package dev.pharos.raft.storage.record;

import dev.pharos.raft.check.Invariant;
import dev.pharos.raft.codec.EntryCodec;
import dev.pharos.raft.codec.HardStateCodec;
import dev.pharos.raft.codec.ProtoWriter;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.HardState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Collects the records of one batch, ready to be written at the end of the log in one piece. */
public final class RecordWriter {
    static final int FRAME_BYTES = 8;

    private static final int TYPE = 1;
    private static final int CRC = 2;
    private static final int DATA = 3;
    private static final int MAX_CRC_BYTES = 5;

    private final ProtoWriter batch = new ProtoWriter(64 << 10);
    private final ProtoWriter marker = new ProtoWriter();
    private final RunningCrc crc;

    public RecordWriter(int crc) {
        this.crc = new RunningCrc(crc);
    }

    public boolean isEmpty() {
        return batch.size() == 0;
    }

    public int size() {
        return batch.size();
    }

    /** The batch itself; valid until the next change. */
    public ByteBuffer content() {
        return ByteBuffer.wrap(batch.array(), 0, batch.size());
    }

    /** Forgets the batch but not the checksum; a buffer of more than {@code keptBytes} is given back. */
    public void clear(int keptBytes) {
        batch.clear(keptBytes);
    }

    /** The checksum over everything up to the last record added. */
    public int crcSoFar() {
        return crc.value();
    }

    /** The record that carries the checksum over into a new segment. */
    public void crc() {
        int start = batch.size();
        batch.zeros(FRAME_BYTES);
        batch.uint64(TYPE, RecordType.CRC.number());
        batch.uint64(CRC, Integer.toUnsignedLong(crc.value()));
        frame(start);
    }

    public void metadata(LogIdentity identity) {
        int start = begin(RecordType.METADATA, identity.encodedSize());
        int data = batch.size();
        identity.write(batch);
        end(start, data);
    }

    public void entry(Entry entry) {
        int start = begin(RecordType.ENTRY, EntryCodec.size(entry));
        int data = batch.size();
        EntryCodec.write(entry, batch);
        end(start, data);
    }

    public void hardState(HardState state) {
        int start = begin(RecordType.HARD_STATE, HardStateCodec.size(state));
        int data = batch.size();
        HardStateCodec.write(state, batch);
        end(start, data);
    }

    public void marker(SnapshotMarker snapshot) {
        marker.clear(1 << 10);
        snapshot.write(marker);
        int start = begin(RecordType.MARKER, marker.size());
        int data = batch.size();
        batch.bytes(marker.array(), 0, marker.size());
        end(start, data);
    }

    /** Everything before the data, with room for the longest checksum: it is known only after the data. */
    private int begin(RecordType type, int dataBytes) {
        int start = batch.size();
        batch.zeros(FRAME_BYTES);
        batch.uint64(TYPE, type.number());
        batch.zeros(1 + MAX_CRC_BYTES);
        batch.begin(DATA, dataBytes);
        return start;
    }

    private void end(int start, int data) {
        byte[] bytes = batch.array();
        crc.update(bytes, data, batch.size() - data);
        int crcAt = start + FRAME_BYTES + ProtoWriter.fieldSize(RecordType.MAX_NUMBER);
        int crcBytes = putCrc(bytes, crcAt, Integer.toUnsignedLong(crc.value()));
        batch.remove(crcAt + 1 + crcBytes, MAX_CRC_BYTES - crcBytes);
        frame(start);
    }

    private static int putCrc(byte[] bytes, int at, long value) {
        bytes[at] = CRC << 3;
        int position = at + 1;
        long rest = value;
        while (rest > 0x7F) {
            bytes[position++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[position] = (byte) rest;
        return position - at;
    }

    private void frame(int start) {
        int length = batch.size() - start - FRAME_BYTES;
        int padding = -length & 7;
        batch.zeros(padding);
        Invariant.check((batch.size() - start) % FRAME_BYTES == 0, "records are aligned to 8 bytes", batch.size());
        long field = padding == 0 ? length : length | (long) (0x80 | padding) << 56;
        ByteBuffer.wrap(batch.array()).order(ByteOrder.LITTLE_ENDIAN).putLong(start, field);
    }
}
