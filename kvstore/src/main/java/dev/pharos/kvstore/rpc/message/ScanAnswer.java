package dev.pharos.kvstore.rpc.message;

import com.google.protobuf.CodedOutputStream;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.kvstore.mvcc.read.RangeScan;
import dev.pharos.kvstore.mvcc.read.RangeSize;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.value.Bytes;
import java.io.IOException;

/**
 * A {@code RangeResponse} of more pairs than one would like to hold in memory: they are read while they are
 * written. The size, which stands in front of a message, is known before; an answer that does not come out at
 * it fails, with no byte beyond. Written once.
 */
public final class ScanAnswer implements WireAnswer {
    private static final System.Logger LOG = System.getLogger(ScanAnswer.class.getName());
    private static final int PIECE_PAIRS = 1000;
    private static final long PIECE_BYTES = 256 * 1024;

    private final ResponseHeader header;
    private final RangeSize size;
    private final RangeScan scan;

    /**
     * Of a scan that has not begun.
     *
     * @param size what the scan will give
     */
    public ScanAnswer(ResponseHeader header, RangeSize size, RangeScan scan) {
        this.header = header;
        this.size = size;
        this.scan = scan;
    }

    @Override
    public long sizeBytes() {
        return size.pairBytes() + RangeAnswer.frameSize(header, size.more(), size.count());
    }

    @Override
    public void writeTo(CodedOutputStream out) throws IOException {
        out.writeMessage(RangeAnswer.HEADER, header);
        try {
            writePairs(out);
        } catch (Refusal compacted) {
            throw new IOException(compacted);
        }
        RangeAnswer.writeEnd(out, size.more(), size.count());
    }

    private void writePairs(CodedOutputStream out) throws IOException {
        long left = size.pairBytes();
        while (!scan.isEnded()) {
            for (Bytes pair : scan.next(PIECE_PAIRS, PIECE_BYTES)) {
                left -= KeyValue.bytesInAnswer(pair.length());
                require(left >= 0, left);
                out.writeBytes(RangeAnswer.PAIRS, pair.toByteString());
            }
        }
        require(left == 0, left);
    }

    /** A bug, or a damaged store; the caller gets an error, and nobody else has to suffer. */
    private void require(boolean holds, long left) throws IOException {
        if (!holds) {
            String difference = size.pairBytes() + " bytes were announced and "
                    + (left < 0 ? "more are there" : left + " of them are missing");
            LOG.log(System.Logger.Level.ERROR, "a range is not as large as the index says: {0}", difference);
            throw new IOException(difference);
        }
    }
}
