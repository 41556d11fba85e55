package dev.pharos.raft.storage.snapshot;

import dev.pharos.raft.codec.MalformedRecord;
import dev.pharos.raft.codec.ProtoReader;
import dev.pharos.raft.codec.ProtoWriter;
import dev.pharos.raft.codec.SnapshotCodec;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Snapshot;
import java.util.zip.CRC32C;

/** The content of a snapshot file: snappb.snapshot, the checksum of an encoded snapshot and the snapshot itself. */
final class SnapshotFile {
    private static final int CRC = 1;
    private static final int DATA = 2;

    private SnapshotFile() {}

    static ProtoWriter encode(Snapshot snapshot) {
        ProtoWriter data = new ProtoWriter(snapshot.data().size() + 128);
        SnapshotCodec.write(snapshot, data);
        ProtoWriter file = new ProtoWriter(data.size() + 32);
        file.uint64(CRC, checksum(data.array(), 0, data.size()));
        file.message(DATA, data);
        return file;
    }

    static Snapshot decode(Payload content) {
        ProtoReader in = new ProtoReader(content);
        long crc = 0;
        ProtoReader data = new ProtoReader(Payload.EMPTY);
        while (in.next()) {
            switch (in.field()) {
                case CRC -> crc = in.uint64();
                case DATA -> data = in.message();
                default -> in.skip();
            }
        }
        if (checksum(content.array(), data.position(), data.remaining()) != crc) {
            throw new MalformedRecord("the checksum of the snapshot does not match");
        }
        return SnapshotCodec.read(data);
    }

    private static long checksum(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return crc.getValue();
    }
}
