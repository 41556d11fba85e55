package dev.pharos.kvstore.peer.frame;

import dev.pharos.raft.codec.MalformedRecord;
import dev.pharos.raft.codec.ProtoReader;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Collects the next part of a frame until it is whole. Owned by the reader of the stream. */
final class Gathering {
    static final long MAX_FRAME_BYTES = 512L << 20;

    private static final int KEPT_BYTES = 256 * 1024;
    private static final int NUMBER_BYTES = 8;

    private byte[] bytes = new byte[64];
    private int wanted;
    private int size;

    /** Forgets what was collected; this many bytes are the next part. */
    void want(int count) {
        wanted = count;
        size = 0;
        if (bytes.length > KEPT_BYTES && count <= KEPT_BYTES) {
            bytes = new byte[KEPT_BYTES];
        }
    }

    void wantNumber() {
        want(NUMBER_BYTES);
    }

    /** Takes what is missing, or all there is; whether the part is whole. */
    boolean fill(ByteBuf in) {
        int taken = Math.min(wanted - size, in.readableBytes());
        if (bytes.length - size < taken) {
            long grown = Math.min(wanted, Math.max(size + (long) taken, 2L * bytes.length));
            bytes = Arrays.copyOf(bytes, (int) grown);
        }
        in.readBytes(bytes, size, taken);
        size += taken;
        return size == wanted;
    }

    int first() {
        return bytes[0];
    }

    long number() {
        return ByteBuffer.wrap(bytes).getLong();
    }

    /** The number as that of bytes that follow. */
    int length(long max) {
        long length = number();
        if (length < 0 || length > max) {
            throw new MalformedRecord(
                    "a frame claims " + Long.toUnsignedString(length) + " bytes, at most " + max + " are allowed");
        }
        return (int) length;
    }

    ProtoReader content() {
        return new ProtoReader(bytes, 0, wanted);
    }

    boolean isUntouched() {
        return size == 0;
    }
}
