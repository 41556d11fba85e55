package dev.pharos.wire.value;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Gets at the array inside a {@link ByteString}, which only an output that promises not to write to it is
 * shown. A byte string that does not show exactly one array, all of it, is copied.
 */
final class ByteStringArray extends ByteOutput {
    private @Nullable Bytes shown;

    private ByteStringArray() {}

    static Bytes of(ByteString bytes) {
        ByteStringArray output = new ByteStringArray();
        try {
            UnsafeByteOperations.unsafeWriteTo(bytes, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Bytes shown = output.shown;
        return shown != null && shown.length() == bytes.size() ? shown : Bytes.wrapUnsafe(bytes.toByteArray());
    }

    @Override
    public void writeLazy(byte[] value, int offset, int length) {
        shown = Bytes.wrapUnsafe(value, offset, length);
    }

    /** What is written here may be reused by the writer, so nothing is kept. */
    @Override
    public void write(byte value) {
        shown = null;
    }

    @Override
    public void write(byte[] value, int offset, int length) {
        shown = null;
    }

    @Override
    public void write(ByteBuffer value) {
        shown = null;
    }

    @Override
    public void writeLazy(ByteBuffer value) {
        shown = null;
    }
}
