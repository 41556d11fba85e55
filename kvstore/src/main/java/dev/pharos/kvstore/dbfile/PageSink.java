package dev.pharos.kvstore.dbfile;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Little-endian numbers and bytes on their way into a stream, through a buffer of fixed size. */
final class PageSink {
    private static final int BUFFER_BYTES = 1 << 17;

    private final OutputStream out;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long flushed;

    PageSink(OutputStream out) {
        this.out = out;
    }

    long position() {
        return flushed + buffer.position();
    }

    /** The header of a page and of {@code pages - 1} further ones that belong to it. */
    void putHeader(long id, int kind, int count, long pages) {
        room(PageFormat.HEADER_BYTES).putLong(id).putShort((short) kind).putShort((short) count);
        buffer.putInt((int) (pages - 1));
    }

    void putLeafElement(ElementKind kind, int position, Row row) {
        room(PageFormat.ELEMENT_BYTES).putInt(kind.flags()).putInt(position);
        buffer.putInt(row.key().length).putInt(row.value().length);
    }

    void putBranchElement(int position, int keyBytes, long child) {
        room(PageFormat.ELEMENT_BYTES).putInt(position).putInt(keyBytes).putLong(child);
    }

    void putBytes(byte[] bytes) {
        if (bytes.length <= buffer.capacity() / 2) {
            room(bytes.length).put(bytes);
            return;
        }
        drain();
        write(bytes, bytes.length);
    }

    /** Zeros up to a position that is a multiple of the page size. */
    void padPage(int pageSize) {
        long missing = PageFormat.pagesFor(position(), pageSize) * pageSize - position();
        while (missing > 0) {
            int zeros = (int) Math.min(missing, room(1).remaining());
            int end = buffer.position() + zeros;
            Arrays.fill(buffer.array(), buffer.position(), end, (byte) 0);
            buffer.position(end);
            missing -= zeros;
        }
    }

    void flush() {
        drain();
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            drain();
        }
        return buffer;
    }

    private void drain() {
        int length = buffer.position();
        buffer.clear();
        write(buffer.array(), length);
    }

    private void write(byte[] bytes, int length) {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        flushed += length;
    }
}
