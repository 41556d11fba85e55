package dev.pharos.kvstore.rpc.message;

import com.google.protobuf.CodedOutputStream;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.value.Bytes;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One piece of a range that is sent in pieces. Only the last one says what holds for the whole: the header,
 * whether there was more, and the count (rule 2.12).
 */
public final class PieceAnswer implements WireAnswer {
    private final List<Bytes> pairs;
    private final @Nullable ResponseHeader header;
    private final boolean more;
    private final long count;

    private PieceAnswer(List<Bytes> pairs, @Nullable ResponseHeader header, boolean more, long count) {
        this.pairs = pairs;
        this.header = header;
        this.more = more;
        this.count = count;
    }

    public static PieceAnswer middle(List<Bytes> pairs) {
        return new PieceAnswer(pairs, null, false, 0);
    }

    public static PieceAnswer last(List<Bytes> pairs, ResponseHeader header, boolean more, long count) {
        return new PieceAnswer(pairs, header, more, count);
    }

    @Override
    public long sizeBytes() {
        long size = header == null ? 0 : RangeAnswer.frameSize(header, more, count);
        for (Bytes pair : pairs) {
            size += KeyValue.bytesInAnswer(pair.length());
        }
        return size;
    }

    @Override
    public void writeTo(CodedOutputStream out) throws IOException {
        if (header != null) {
            out.writeMessage(RangeAnswer.HEADER, header);
        }
        for (Bytes pair : pairs) {
            out.writeBytes(RangeAnswer.PAIRS, pair.toByteString());
        }
        RangeAnswer.writeEnd(out, more, count);
    }
}
