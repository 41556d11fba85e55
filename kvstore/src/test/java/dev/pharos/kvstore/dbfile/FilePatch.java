package dev.pharos.kvstore.dbfile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Changes single numbers of a small file that has pages of 512 bytes. */
final class FilePatch {
    static final int PAGE_SIZE = 512;

    private final Path path;
    private final ByteBuffer bytes;

    FilePatch(Path path) {
        this.path = path;
        try {
            this.bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first page of a kind from {@code from} on. */
    int find(int kind, int from) {
        for (int id = from; id < bytes.capacity() / PAGE_SIZE; id++) {
            if (getShort(id, 8) == kind && bytes.getLong(id * PAGE_SIZE) == id) {
                return id;
            }
        }
        throw new IllegalStateException("no page of kind " + kind);
    }

    int rootPage() {
        return (int) bytes.getLong(16 + 16);
    }

    short getShort(int page, int at) {
        return bytes.getShort(page * PAGE_SIZE + at);
    }

    long getLong(int page, int at) {
        return bytes.getLong(page * PAGE_SIZE + at);
    }

    FilePatch putShort(int page, int at, int value) {
        bytes.putShort(page * PAGE_SIZE + at, (short) value);
        return this;
    }

    FilePatch putInt(int page, int at, int value) {
        bytes.putInt(page * PAGE_SIZE + at, value);
        return this;
    }

    FilePatch putLong(int page, int at, long value) {
        bytes.putLong(page * PAGE_SIZE + at, value);
        return this;
    }

    /** Both meta pages say this. */
    FilePatch metas(long rootPage, long highWater) {
        for (int txid = 0; txid < 2; txid++) {
            byte[] meta = new Meta(PAGE_SIZE, rootPage, 2, highWater, txid).encode();
            bytes.put(txid * PAGE_SIZE, meta);
        }
        return this;
    }

    void save() {
        try {
            Files.write(path, bytes.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
