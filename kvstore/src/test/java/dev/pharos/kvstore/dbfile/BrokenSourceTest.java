package dev.pharos.kvstore.dbfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a source of rows may do wrong, and how a plan says so. */
class BrokenSourceTest {
    private static DbFilePlan plan(BucketRows... buckets) {
        return DbFilePlan.of(List.of(buckets));
    }

    @Test
    void keys_out_of_order_are_refused() {
        ListBucket bucket = new ListBucket("key").put("a", "").put("c", "").put("b", "");
        assertThatThrownBy(() -> plan(bucket))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bucket key: key 62 comes behind 63");
    }

    @Test
    void a_key_given_twice_is_refused() {
        ListBucket bucket = new ListBucket("key").put("a", "1").put("a", "2");
        assertThatThrownBy(() -> plan(bucket)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bytes_above_127_sort_above_the_others() {
        ListBucket bucket = new ListBucket("key").put(new byte[] {0x7f}, new byte[0]);
        assertThat(plan(bucket.put(new byte[] {(byte) 0x80}, new byte[0])).sizeBytes())
                .isPositive();
    }

    @Test
    void a_key_that_is_empty_or_too_long_is_refused() {
        assertThatThrownBy(() -> plan(new ListBucket("key").put("", "x"))).hasMessageContaining("a key of 0 bytes");
        assertThatThrownBy(() -> plan(new ListBucket("key").put(new byte[32_769], new byte[0])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a key of 32769 bytes");
    }

    @Test
    void a_bucket_given_twice_or_without_a_usable_name_is_refused() {
        assertThatThrownBy(() -> plan(new ListBucket("a"), new ListBucket("a")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plan(new ListBucket(""))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plan(new ListBucket("\u20ac"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void more_buckets_than_a_directory_may_hold_are_refused() {
        List<ListBucket> buckets =
                IntStream.range(0, 4097).mapToObj(i -> new ListBucket("b" + i)).toList();
        assertThatThrownBy(() -> DbFilePlan.of(buckets)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_value_that_grew_between_the_passes_is_noticed() {
        assertChanged(rows -> rows.set(40, new Row(rows.get(40).key(), new byte[101])));
    }

    @Test
    void a_value_that_shrank_between_the_passes_is_noticed() {
        assertChanged(rows -> rows.set(40, new Row(rows.get(40).key(), new byte[99])));
    }

    @Test
    void a_row_that_went_between_the_passes_is_noticed() {
        assertChanged(rows -> rows.remove(99));
    }

    @Test
    void a_row_that_came_between_the_passes_is_noticed() {
        assertChanged(rows -> rows.add(new Row(new byte[] {-1, -1, -1, -1, 0, 0, 0, 0, 0, 0}, new byte[100])));
    }

    @Test
    void another_first_key_of_a_page_is_noticed() {
        assertChanged(rows -> rows.set(0, new Row(new byte[10], rows.get(0).value())));
    }

    private interface Change {
        void applyTo(List<Row> rows);
    }

    private static void assertChanged(Change change) {
        ListBucket bucket = ListBucket.random("key", 100, new Random(2), i -> 10, i -> 100);
        DbFilePlan plan = plan(new ListBucket("alarm").put("a", "b"), bucket);
        change.applyTo(bucket.list());
        assertThatThrownBy(() -> plan.writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("bucket key changed while it was written");
    }

    @Test
    void a_plan_can_be_written_again() {
        DbFilePlan plan = plan(ListBucket.random("key", 1000, new Random(1), i -> 10, i -> 100));
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        ByteArrayOutputStream second = new ByteArrayOutputStream();
        plan.writeTo(first);
        plan.writeTo(second);
        assertThat(second.toByteArray()).isEqualTo(first.toByteArray()).hasSize((int) plan.sizeBytes());
    }

    @Test
    void a_stream_that_fails_fails_the_writing() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("disk full");
            }
        };
        assertThatThrownBy(() -> plan(new ListBucket("key")).writeTo(full))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("disk full");
    }
}
