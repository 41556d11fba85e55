package dev.pharos.benchmarks.load;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** The service's methods with encoded messages: what a generator spends on objects the server cannot use. */
public final class RawMethods {
    private static final Marshaller<byte[]> WHOLE = new Whole();
    private static final Marshaller<byte[]> LENGTH = new Length();

    private RawMethods() {}

    public static MethodDescriptor<byte[], byte[]> of(MethodDescriptor<?, ?> method) {
        return describe(method, WHOLE);
    }

    /** Answers are read to the end and forgotten; what remains is their length, see {@link #lengthIn}. */
    public static MethodDescriptor<byte[], byte[]> discarding(MethodDescriptor<?, ?> method) {
        return describe(method, LENGTH);
    }

    public static long lengthIn(byte[] discarded) {
        return ByteBuffer.wrap(discarded).getLong();
    }

    private static MethodDescriptor<byte[], byte[]> describe(
            MethodDescriptor<?, ?> method, Marshaller<byte[]> answers) {
        return MethodDescriptor.newBuilder(WHOLE, answers)
                .setType(method.getType())
                .setFullMethodName(method.getFullMethodName())
                .build();
    }

    private static final class Whole implements Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new Message(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }

    private static final class Length implements Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new Message(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            byte[] scratch = new byte[1 << 16];
            long length = 0;
            try {
                for (int read = stream.read(scratch); read > 0; read = stream.read(scratch)) {
                    length += read;
                }
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            return ByteBuffer.allocate(Long.BYTES).putLong(length).array();
        }
    }

    /** Tells its length and writes itself in one piece, which saves grpc-java a copy. */
    private static final class Message extends ByteArrayInputStream implements KnownLength, Drainable {
        Message(byte[] bytes) {
            super(bytes);
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            int length = available();
            target.write(buf, pos, length);
            pos += length;
            return length;
        }
    }
}
