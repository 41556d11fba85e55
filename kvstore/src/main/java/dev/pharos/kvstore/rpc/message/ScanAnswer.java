package dev.pharos.kvstore.rpc.message;

import com.google.protobuf.CodedOutputStream;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.kvstore.mvcc.read.RangeScan;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.value.Bytes;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * A {@code RangeResponse} of more pairs than one would like to hold in memory. The range is walked twice:
 * once for the size, which stands in front of a message, and once to write it.
 */
public final class ScanAnswer implements WireAnswer {
    private static final int PIECE_PAIRS = 1000;
    private static final long PIECE_BYTES = 256 * 1024;

    private final ResponseHeader header;
    private final Supplier<RangeScan> scans;
    private final boolean more;
    private final long count;
    private final long sizeBytes;

    /** @param scans each call begins a scan of the same state */
    public ScanAnswer(ResponseHeader header, Supplier<RangeScan> scans) {
        this.header = header;
        this.scans = scans;
        RangeScan scan = scans.get();
        this.count = scan.count();
        long size = 0;
        while (!scan.isEnded()) {
            for (Bytes pair : scan.next(PIECE_PAIRS, PIECE_BYTES)) {
                size += RangeAnswer.pairSize(pair.length());
            }
        }
        this.more = scan.hasMore();
        this.sizeBytes = size + RangeAnswer.frameSize(header, more, count);
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public void writeTo(CodedOutputStream out) throws IOException {
        out.writeMessage(RangeAnswer.HEADER, header);
        try {
            RangeScan scan = scans.get();
            while (!scan.isEnded()) {
                for (Bytes pair : scan.next(PIECE_PAIRS, PIECE_BYTES)) {
                    out.writeBytes(RangeAnswer.PAIRS, pair.toByteString());
                }
            }
        } catch (Refusal compacted) {
            throw new IOException(compacted);
        }
        RangeAnswer.writeEnd(out, more, count);
    }
}
