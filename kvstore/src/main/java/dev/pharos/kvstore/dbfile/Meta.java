package dev.pharos.kvstore.dbfile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a meta page says. {@code highWater} is the first page id not in use; {@code txid} tells the newer of
 * the two meta pages.
 */
record Meta(int pageSize, long rootPage, long freelistPage, long highWater, long txid) {
    /** Page header and content. */
    static final int BYTES = PageFormat.HEADER_BYTES + 64;

    static final int MIN_PAGE_SIZE = 512;
    static final int MAX_PAGE_SIZE = 1 << 25;

    private static final int MAGIC = 0xED0C_DAED;
    private static final int VERSION = 2;
    private static final int CHECKSUM_AT = BYTES - 8;

    private static final int FLAGS_AT = 8;

    private static final long FNV_OFFSET = 0xcbf2_9ce4_8422_2325L;
    private static final long FNV_PRIME = 0x100_0000_01b3L;

    /** What the pages in use take. The file may be longer. */
    long sizeBytes() {
        return highWater * pageSize;
    }

    /** The page header and the content behind it. */
    byte[] encode() {
        ByteBuffer page = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        page.putLong(txid & 1).putShort((short) PageFormat.META).putShort((short) 0);
        page.putInt(0);
        page.putInt(MAGIC).putInt(VERSION).putInt(pageSize).putInt(0);
        page.putLong(rootPage).putLong(0);
        page.putLong(freelistPage).putLong(highWater).putLong(txid);
        page.putLong(checksum(page.array()));
        return page.array();
    }

    /** Empty where the bytes are no meta page or do not match their checksum. */
    static Optional<Meta> decode(byte[] bytes) {
        if (bytes.length < BYTES) {
            return Optional.empty();
        }
        ByteBuffer page = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean isMeta = page.getShort(FLAGS_AT) == PageFormat.META
                && page.getLong(CHECKSUM_AT) == checksum(bytes)
                && page.position(PageFormat.HEADER_BYTES).getInt() == MAGIC
                && page.getInt() == VERSION;
        if (!isMeta) {
            return Optional.empty();
        }
        int pageSize = page.getInt();
        page.getInt();
        long rootPage = page.getLong();
        page.getLong();
        Meta meta = new Meta(pageSize, rootPage, page.getLong(), page.getLong(), page.getLong());
        return hasPlausiblePageSize(pageSize) ? Optional.of(meta) : Optional.empty();
    }

    private static boolean hasPlausiblePageSize(int pageSize) {
        return Integer.bitCount(pageSize) == 1 && pageSize >= MIN_PAGE_SIZE && pageSize <= MAX_PAGE_SIZE;
    }

    /** FNV-1a, 64 bits, over the content before the checksum. */
    private static long checksum(byte[] page) {
        long hash = FNV_OFFSET;
        for (byte b : Arrays.copyOfRange(page, PageFormat.HEADER_BYTES, CHECKSUM_AT)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return hash;
    }
}
