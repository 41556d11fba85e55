package dev.pharos.kvstore.rpc.message;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;

/** A message that writes itself. */
public interface WireAnswer {
    /** The exact number of bytes that {@link #writeTo} writes. */
    long sizeBytes();

    void writeTo(CodedOutputStream out) throws IOException;
}
