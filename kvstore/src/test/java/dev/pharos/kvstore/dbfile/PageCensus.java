package dev.pharos.kvstore.dbfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the bytes of a small written file without the reader under test: each page belongs to exactly
 * one tree or is the freelist, branches have two children or more and carry their children's first keys,
 * and all leaves of a tree are equally deep.
 */
final class PageCensus {
    private final ByteBuffer file;
    private final int pageSize;
    private final BitSet seen = new BitSet();
    private int leaves;
    private int deepest;

    private PageCensus(byte[] bytes, int pageSize) {
        this.file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.pageSize = pageSize;
    }

    static PageCensus of(Path path, int pageSize) {
        try {
            PageCensus census = new PageCensus(Files.readAllBytes(path), pageSize);
            census.take();
            return census;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of leaves that have pages of their own. */
    int leaves() {
        return leaves;
    }

    /** The number of pages between a root and its leaves, both counted, in the deepest tree. */
    int deepest() {
        return deepest;
    }

    private void take() {
        int pages = file.capacity() / pageSize;
        assertThat(file.capacity() % pageSize).isZero();
        for (int id = 0; id < 2; id++) {
            assertThat(file.getLong(id * pageSize)).isEqualTo(id);
            assertThat(file.getLong(id * pageSize + 16 + 16)).isEqualTo(file.getLong(16 + 16));
            assertThat(file.getLong(id * pageSize + 16 + 40)).isEqualTo(pages);
            assertThat(file.getLong(id * pageSize + 16 + 48)).isEqualTo(id);
        }
        int freelist = (int) file.getLong(16 + 32);
        assertThat(file.getShort(freelist * pageSize + 8)).isEqualTo((short) 0x10);
        seen.set(0, 2);
        claim(freelist);
        tree((int) file.getLong(16 + 16), true, null);
        assertThat(seen.cardinality()).isEqualTo(pages);
    }

    private void claim(int id) {
        assertThat(file.getLong(id * pageSize)).isEqualTo(id);
        int end = id + 1 + file.getInt(id * pageSize + 12);
        assertThat(seen.get(id, end).isEmpty()).isTrue();
        seen.set(id, end);
    }

    private int tree(int id, boolean isDirectory, byte @Nullable [] firstKey) {
        claim(id);
        int page = id * pageSize;
        int count = Short.toUnsignedInt(file.getShort(page + 8 + 2));
        boolean isLeaf = file.getShort(page + 8) == 2;
        if (firstKey != null) {
            assertThat(key(page, 0, isLeaf)).isEqualTo(firstKey);
        }
        for (int i = 1; i < count; i++) {
            assertThat(Arrays.compareUnsigned(key(page, i - 1, isLeaf), key(page, i, isLeaf)))
                    .isNegative();
        }
        int height = isLeaf ? leaf(page, count, isDirectory) : branch(page, count, isDirectory);
        deepest = Math.max(deepest, height);
        return height;
    }

    private int leaf(int page, int count, boolean isDirectory) {
        leaves++;
        for (int i = 0; i < count; i++) {
            int element = page + 16 + 16 * i;
            assertThat(file.getInt(element)).isEqualTo(isDirectory ? 1 : 0);
            int root =
                    isDirectory ? (int) file.getLong(element + file.getInt(element + 4) + file.getInt(element + 8)) : 0;
            if (root != 0) {
                tree(root, false, null);
            }
        }
        return 1;
    }

    private int branch(int page, int count, boolean isDirectory) {
        assertThat(file.getShort(page + 8)).isEqualTo((short) 1);
        assertThat(count).isGreaterThanOrEqualTo(2);
        int height = -1;
        for (int i = 0; i < count; i++) {
            int child = tree((int) file.getLong(page + 16 + 16 * i + 8), isDirectory, key(page, i, false));
            assertThat(height == -1 || height == child).isTrue();
            height = child;
        }
        return height + 1;
    }

    private byte[] key(int page, int index, boolean isLeaf) {
        int element = page + 16 + 16 * index;
        int from = element + file.getInt(element + (isLeaf ? 4 : 0));
        return Arrays.copyOfRange(file.array(), from, from + file.getInt(element + (isLeaf ? 8 : 4)));
    }
}
