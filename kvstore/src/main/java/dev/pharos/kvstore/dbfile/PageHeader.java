package dev.pharos.kvstore.dbfile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The first bytes of a page. {@code pages} counts the page itself and those that belong to it. */
record PageHeader(long id, int kind, int count, long pages) {
    static PageHeader read(FileWindow file, long start) {
        ByteBuffer bytes =
                ByteBuffer.wrap(file.read(start, PageFormat.HEADER_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        return new PageHeader(
                bytes.getLong(),
                Short.toUnsignedInt(bytes.getShort()),
                Short.toUnsignedInt(bytes.getShort()),
                Integer.toUnsignedLong(bytes.getInt()) + 1);
    }
}
