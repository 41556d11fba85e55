package dev.pharos.kvstore.rpc.message;

import com.google.protobuf.CodedOutputStream;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.model.RangeResult;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.value.Bytes;
import java.io.IOException;

/** A {@code RangeResponse} of pairs that are at hand, each written as it was encoded when it was put. */
public final class RangeAnswer implements WireAnswer {
    static final int HEADER = 1;
    static final int PAIRS = 2;
    static final int MORE = 3;
    static final int COUNT = 4;

    private final ResponseHeader header;
    private final RangeResult result;
    private final long sizeBytes;

    public RangeAnswer(ResponseHeader header, RangeResult result) {
        this.header = header;
        this.result = result;
        long size = frameSize(header, result.more(), result.count());
        for (KeyValue pair : result.kvs()) {
            size += KeyValue.bytesInAnswer(pair.encoded().length());
        }
        this.sizeBytes = size;
    }

    /** The size of everything but the pairs. */
    static long frameSize(ResponseHeader header, boolean more, long count) {
        return (long) CodedOutputStream.computeMessageSize(HEADER, header)
                + (more ? CodedOutputStream.computeBoolSize(MORE, true) : 0)
                + (count == 0 ? 0 : CodedOutputStream.computeInt64Size(COUNT, count));
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public void writeTo(CodedOutputStream out) throws IOException {
        out.writeMessage(HEADER, header);
        for (KeyValue pair : result.kvs()) {
            Bytes encoded = pair.encoded();
            out.writeBytes(PAIRS, encoded.toByteString());
        }
        writeEnd(out, result.more(), result.count());
    }

    static void writeEnd(CodedOutputStream out, boolean more, long count) throws IOException {
        if (more) {
            out.writeBool(MORE, true);
        }
        if (count != 0) {
            out.writeInt64(COUNT, count);
        }
    }
}
