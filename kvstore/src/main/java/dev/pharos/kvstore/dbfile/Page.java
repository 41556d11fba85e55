package dev.pharos.kvstore.dbfile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A leaf or a branch in a file. Its elements are in memory, and each is known to point into the page; keys
 * and values are read when asked for. {@code where} names the page in errors.
 */
final class Page {
    private final FileWindow file;
    private final String where;
    private final long start;
    private final int kind;
    private final int count;
    private final ByteBuffer elements;

    private Page(FileWindow file, String where, long start, PageHeader header) {
        this.file = file;
        this.where = where;
        this.start = start;
        this.kind = header.kind();
        this.count = header.count();
        byte[] table = file.read(start + PageFormat.HEADER_BYTES, count * PageFormat.ELEMENT_BYTES);
        this.elements = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A page with an id of its own. */
    static Page numbered(FileWindow file, Meta meta, long id) {
        String where = "page " + Long.toUnsignedString(id);
        if (id < PageFormat.FIRST_TREE_PAGE || id >= meta.highWater()) {
            throw new DbFileException(where + " is not among the " + meta.highWater() + " pages of the file");
        }
        long start = id * meta.pageSize();
        PageHeader header = PageHeader.read(file, start);
        if (header.id() != id) {
            throw new DbFileException(where + " says that it is page " + Long.toUnsignedString(header.id()));
        }
        if (header.pages() > meta.highWater() - id) {
            throw new DbFileException(where + " claims " + header.pages() + " pages, more than the file has");
        }
        return checked(file, where, start, header, header.pages() * meta.pageSize());
    }

    /** The leaf inside the value of a small bucket. */
    static Page inline(FileWindow file, String where, long start, int bytes) {
        PageHeader header = PageHeader.read(file, start);
        if (header.kind() != PageFormat.LEAF) {
            throw new DbFileException(where + " is no leaf but of kind " + header.kind());
        }
        return checked(file, where, start, header, bytes);
    }

    private static Page checked(FileWindow file, String where, long start, PageHeader header, long bytes) {
        if (header.kind() != PageFormat.LEAF && header.kind() != PageFormat.BRANCH) {
            throw new DbFileException(where + " is neither leaf nor branch but of kind " + header.kind());
        }
        long data = PageFormat.HEADER_BYTES + (long) header.count() * PageFormat.ELEMENT_BYTES;
        if (header.count() > PageFormat.MAX_COUNT || data > bytes) {
            throw new DbFileException(where + " has no room for " + header.count() + " elements");
        }
        if (header.kind() == PageFormat.BRANCH && header.count() == 0) {
            throw new DbFileException(where + " is a branch without children");
        }
        Page page = new Page(file, where, start, header);
        page.checkElements(data, bytes);
        return page;
    }

    private void checkElements(long data, long bytes) {
        for (int i = 0; i < count; i++) {
            long from = keyOffset(i);
            long keyBytes = u32(i, keySizeAt());
            long valueBytes = isLeaf() ? u32(i, 12) : 0;
            if (from < data || from + keyBytes + valueBytes > bytes) {
                throw damaged("element " + i + " lies outside the page");
            }
            if (keyBytes > PageFormat.MAX_KEY_BYTES || valueBytes > PageFormat.MAX_VALUE_BYTES) {
                throw damaged("element " + i + " has " + keyBytes + " + " + valueBytes + " bytes, too many");
            }
        }
    }

    boolean isLeaf() {
        return kind == PageFormat.LEAF;
    }

    int count() {
        return count;
    }

    byte[] key(int index) {
        return file.read(start + keyOffset(index), keyBytes(index));
    }

    /** Of a leaf. */
    byte[] value(int index) {
        return file.read(valueStart(index), valueBytes(index));
    }

    /** Of a leaf. */
    int valueBytes(int index) {
        return (int) u32(index, 12);
    }

    /** Of a leaf: where in the file the value is. */
    long valueStart(int index) {
        return start + keyOffset(index) + keyBytes(index);
    }

    /** Of a leaf. */
    void expectKind(int index, ElementKind kind) {
        long flags = u32(index, 0);
        if (flags != kind.flags()) {
            throw damaged("element " + index + " has flags " + flags + ", not " + kind.flags());
        }
    }

    /** Of a branch. */
    long child(int index) {
        return elements.getLong(index * PageFormat.ELEMENT_BYTES + 8);
    }

    DbFileException damaged(String reason) {
        return new DbFileException(where + ": " + reason);
    }

    boolean isSameAs(Page other) {
        return start == other.start;
    }

    private int keyBytes(int index) {
        return (int) u32(index, keySizeAt());
    }

    private int keySizeAt() {
        return isLeaf() ? 8 : 4;
    }

    private long keyOffset(int index) {
        long element = PageFormat.HEADER_BYTES + (long) index * PageFormat.ELEMENT_BYTES;
        return element + u32(index, isLeaf() ? 4 : 0);
    }

    private long u32(int index, int at) {
        return Integer.toUnsignedLong(elements.getInt(index * PageFormat.ELEMENT_BYTES + at));
    }
}
