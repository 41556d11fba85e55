package dev.pharos.kvstore.rpc.message;

import com.google.protobuf.CodedOutputStream;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * An answer on its way. The network takes it in one go through {@link #drainTo}; a caller in the same
 * process reads it byte by byte.
 */
final class AnswerStream extends InputStream implements KnownLength, Drainable {
    private static final int BUFFER_BYTES = 16 * 1024;

    private final WireAnswer answer;
    private final int size;
    private @Nullable InputStream read;
    private boolean drained;

    AnswerStream(WireAnswer answer) {
        this.answer = answer;
        this.size = Math.toIntExact(answer.sizeBytes());
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
        if (drained || read != null) {
            return 0;
        }
        drained = true;
        CodedOutputStream out = CodedOutputStream.newInstance(target, Math.min(size + 1, BUFFER_BYTES));
        answer.writeTo(out);
        out.flush();
        return size;
    }

    @Override
    public int available() throws IOException {
        if (drained) {
            return 0;
        }
        return read == null ? size : read.available();
    }

    @Override
    public int read() throws IOException {
        return drained ? -1 : content().read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return drained ? -1 : content().read(target, offset, length);
    }

    private InputStream content() throws IOException {
        InputStream present = read;
        if (present == null) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(size);
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            answer.writeTo(out);
            out.flush();
            present = new ByteArrayInputStream(bytes.toByteArray());
            read = present;
        }
        return present;
    }
}
