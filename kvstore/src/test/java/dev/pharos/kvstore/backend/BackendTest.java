package dev.pharos.kvstore.backend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.wire.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackendTest {
    private static final byte[] KEY = {7};

    @TempDir
    private Path folder;

    private Backend open() {
        return Backend.open(folder.resolve("store"), BackendOptions.DEFAULT);
    }

    private static void put(Backend backend, Family family, byte[] key, int value) {
        RowBatch batch = backend.newBatch();
        batch.put(family, key, new byte[] {(byte) value});
        backend.write(batch);
    }

    @Test
    void a_batch_reaches_every_family_and_can_be_used_again() {
        try (Backend backend = open()) {
            RowBatch batch = backend.newBatch();
            for (int round = 0; round < 3; round++) {
                for (Family family : Family.values()) {
                    byte[] value = (family.storedName() + round).getBytes(UTF_8);
                    batch.put(family, KEY, value);
                    batch.put(family, Bytes.fromUtf8("k"), new byte[300], Bytes.wrapUnsafe(new byte[1 << 16]));
                }
                assertThat(batch.count()).isEqualTo(2 * Family.values().length);
                backend.write(batch);
                batch.clear();
                for (Family family : Family.values()) {
                    assertThat(backend.get(family, KEY)).asString(UTF_8).isEqualTo(family.storedName() + round);
                    assertThat(backend.get(family, new byte[] {'k'})).hasSize(300 + (1 << 16));
                }
            }
            batch.delete(Family.AUTH, KEY);
            backend.write(batch);
            assertThat(backend.get(Family.AUTH, KEY)).isNull();
            assertThat(backend.get(Family.AUTH_USERS, KEY)).isNotNull();
        }
    }

    @Test
    void a_batch_of_any_size_is_written_whole() {
        byte[] value = new byte[1 << 16];
        int rows = 2 * RowBatch.MOST_BYTES_ON_HEAP / value.length;
        try (Backend backend = open()) {
            RowBatch batch = backend.newBatch();
            batch.put(Family.META, KEY, new byte[] {1});
            for (int row = 0; row < rows; row++) {
                Arrays.fill(value, (byte) row);
                batch.put(Family.CURRENT, Bytes.fromUtf8("row-" + row), new byte[] {7}, Bytes.copyOf(value));
            }
            batch.delete(Family.CURRENT, "row-0".getBytes(UTF_8));
            assertThat(batch.count()).isEqualTo(rows + 2);
            assertThat(batch.byteCount()).isGreaterThan((long) rows * value.length);
            assertThat(backend.get(Family.META, KEY)).isNull();
            backend.write(batch);
            batch.clear();
            assertThat(batch.isEmpty()).isTrue();

            assertThat(backend.get(Family.META, KEY)).containsExactly(1);
            assertThat(backend.get(Family.CURRENT, "row-0".getBytes(UTF_8))).isNull();
            for (int row = 1; row < rows; row++) {
                assertThat(backend.get(Family.CURRENT, ("row-" + row).getBytes(UTF_8)))
                        .hasSize(1 + value.length)
                        .startsWith(7, row & 0xff)
                        .endsWith(row & 0xff);
            }
            batch.put(Family.META, KEY, new byte[] {2});
            backend.write(batch);
            assertThat(backend.get(Family.META, KEY)).containsExactly(2);
        }
    }

    @Test
    void rows_come_in_the_unsigned_order_of_their_keys() {
        try (Backend backend = open()) {
            for (int key : new int[] {0x80, 0x00, 0xff, 0x7f}) {
                put(backend, Family.LEASE, new byte[] {(byte) key}, key);
            }
            List<Integer> keys = new ArrayList<>();
            try (RowCursor rows = backend.scan(Family.LEASE)) {
                while (rows.next()) {
                    keys.add(rows.key()[0] & 0xff);
                    assertThat(rows.value()).isEqualTo(rows.key());
                }
                assertThat(rows.seek(new byte[] {(byte) 0x80, 0})).isTrue();
                assertThat(rows.key()[0]).isEqualTo((byte) 0xff);
                assertThat(rows.isBefore(new byte[] {(byte) 0xff, 0})).isTrue();
                assertThat(rows.isBefore(new byte[] {(byte) 0xff})).isFalse();
            }
            assertThat(keys).containsExactly(0x00, 0x7f, 0x80, 0xff);
        }
    }

    @Test
    void a_frozen_moment_does_not_change() {
        try (Backend backend = open()) {
            put(backend, Family.META, KEY, 1);
            try (FrozenBackend frozen = backend.freeze()) {
                put(backend, Family.META, KEY, 2);
                assertThat(frozen.get(Family.META, KEY)).containsExactly(1);
                try (RowCursor rows = frozen.scan(Family.META)) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.value()).containsExactly(1);
                }
            }
            assertThat(backend.get(Family.META, KEY)).containsExactly(2);
        }
    }

    @Test
    void what_is_flushed_can_be_told_from_what_is_not() {
        try (Backend backend = open()) {
            put(backend, Family.META, KEY, 1);
            backend.flush();
            put(backend, Family.META, KEY, 2);
            assertThat(backend.getFlushed(Family.META, KEY)).containsExactly(1);
            assertThat(backend.get(Family.META, KEY)).containsExactly(2);
            assertThat(backend.diskBytes()).isPositive();
            assertThat(backend.memtableBytes()).isPositive();
            assertThat(backend.memoryBytes()).isPositive();
            backend.compactFully();
            assertThat(backend.get(Family.META, KEY)).containsExactly(2);
        }
    }

    @Test
    void a_closed_backend_says_so() {
        Backend backend = open();
        backend.close();
        backend.close();
        assertThatThrownBy(() -> backend.get(Family.META, KEY)).isInstanceOf(BackendClosed.class);
        assertThatThrownBy(() -> backend.scan(Family.META)).isInstanceOf(BackendClosed.class);
        assertThatThrownBy(backend::freeze).isInstanceOf(BackendClosed.class);
    }

    @Test
    void two_backends_do_not_share_a_folder() {
        try (Backend backend = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(BackendFailure.class)
                    .hasMessageContaining(backend.folder().toString());
        }
    }

    @Test
    void a_folder_with_something_else_is_left_alone() throws IOException {
        Path store = Files.createDirectories(folder.resolve("store"));
        Files.writeString(store.resolve("notes.txt"), "mine");
        assertThatThrownBy(this::open).isInstanceOf(BackendFailure.class).hasMessageContaining("notes.txt");
        assertThat(store).isDirectoryContaining(file -> file.endsWith("notes.txt"));
    }

    @Test
    void a_store_of_a_later_format_is_refused() {
        try (Backend backend = open()) {
            RowBatch batch = backend.newBatch();
            batch.put(Family.META, "format".getBytes(UTF_8), "pharos-store 2".getBytes(UTF_8));
            backend.write(batch);
        }
        assertThatThrownBy(this::open).isInstanceOf(BackendFailure.class).hasMessageContaining("pharos-store 2");
    }

    @Test
    void rows_without_a_format_are_refused() {
        try (Backend backend = open()) {
            RowBatch batch = backend.newBatch();
            batch.delete(Family.META, "format".getBytes(UTF_8));
            batch.put(Family.AUTH, KEY, KEY);
            backend.write(batch);
        }
        assertThatThrownBy(this::open).isInstanceOf(BackendFailure.class).hasMessageContaining("format");
    }
}
