package dev.pharos.kvstore.rpc.message;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/** A message that consists of one other message, such as a piece of a streamed range. */
public record InnerAnswer(int field, WireAnswer inner) implements WireAnswer {
    @Override
    public long sizeBytes() {
        long size = inner.sizeBytes();
        return CodedOutputStream.computeTagSize(field) + CodedOutputStream.computeUInt64SizeNoTag(size) + size;
    }

    @Override
    public void writeTo(CodedOutputStream out) throws IOException {
        out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt64NoTag(inner.sizeBytes());
        inner.writeTo(out);
    }
}
