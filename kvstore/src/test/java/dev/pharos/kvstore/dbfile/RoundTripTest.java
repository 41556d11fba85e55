package dev.pharos.kvstore.dbfile;

import static dev.pharos.kvstore.dbfile.DbFiles.assertHolds;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripTest {
    @TempDir
    private Path folder;

    private Path write(List<? extends BucketRows> buckets) {
        return DbFiles.write(folder.resolve("db"), DbFilePlan.of(buckets));
    }

    @Test
    void a_file_without_buckets_is_four_pages() {
        DbFilePlan plan = DbFilePlan.of(List.of());
        assertThat(plan.sizeBytes()).isEqualTo(4 * 4096);
        Path file = DbFiles.write(folder.resolve("db"), plan);
        assertHolds(file, List.of());
        PageCensus.of(file, 4096);
    }

    @Test
    void empty_buckets_are_kept_and_take_no_pages() {
        List<ListBucket> buckets = List.of(new ListBucket("key"), new ListBucket("alarm"), new ListBucket("lease"));
        Path file = write(buckets);
        assertHolds(file, buckets);
        assertThat(PageCensus.of(file, 4096).leaves()).isEqualTo(1);
    }

    @Test
    void one_row_comes_back_and_is_found() {
        Path file = write(List.of(new ListBucket("meta").put("term", "12")));
        try (DbFile db = DbFile.open(file)) {
            assertThat(db.get("meta", utf8("term"))).hasValue(utf8("12"));
            assertThat(db.get("meta", utf8("ter"))).isEmpty();
            assertThat(db.get("meta", utf8("terms"))).isEmpty();
            assertThat(db.get("key", utf8("term"))).isEmpty();
        }
    }

    @Test
    void huge_values_come_back() {
        Random chance = new Random(1);
        ListBucket bucket = ListBucket.random("key", 9, chance, i -> 17, i -> i % 2 == 0 ? (2 << 20) + i : 40 * i);
        Path file = write(List.of(bucket, new ListBucket("meta").put("a", "b")));
        assertHolds(file, List.of(bucket, new ListBucket("meta").put("a", "b")));
        PageCensus.of(file, 4096);
    }

    @Test
    void two_hundred_thousand_small_rows_make_branches_of_several_levels() {
        ListBucket bucket = new ListBucket("key");
        for (int i = 0; i < 200_000; i++) {
            byte[] key = ByteBuffer.allocate(17)
                    .putLong(i)
                    .put((byte) '_')
                    .putLong(0)
                    .array();
            bucket.put(key, ("value " + i).repeat(3).getBytes(StandardCharsets.UTF_8));
        }
        Path file = write(List.of(bucket));
        assertHolds(file, List.of(bucket));
        assertThat(PageCensus.of(file, 4096).deepest()).isEqualTo(3);
        try (DbFile db = DbFile.open(file)) {
            for (int i = 0; i < 200_000; i += 997) {
                Row row = bucket.list().get(i);
                assertThat(db.get("key", row.key())).hasValue(row.value());
            }
        }
    }

    @Test
    void long_keys_make_a_deep_tree() {
        ListBucket bucket = ListBucket.random("key", 300, new Random(3), i -> 1800 + i % 900, i -> i % 7);
        Path file = write(List.of(bucket));
        assertHolds(file, List.of(bucket));
        assertThat(PageCensus.of(file, 4096).deepest()).isGreaterThanOrEqualTo(6);
    }

    @Test
    void the_longest_keys_allowed_share_branches_in_pairs() {
        ListBucket bucket = ListBucket.random("key", 33, new Random(4), i -> 32_768, i -> 10);
        Path file = write(List.of(bucket));
        assertHolds(file, List.of(bucket));
        PageCensus.of(file, 4096);
    }

    @Test
    void rows_of_about_a_page_do_not_waste_half_of_the_file() {
        for (int valueBytes : new int[] {2_050, 4_090, 4_200, 6_000, 8_300}) {
            ListBucket bucket = ListBucket.random("key", 500, new Random(5), i -> 17, i -> valueBytes);
            long content = 500L * (valueBytes + 17);
            assertThat(DbFilePlan.of(List.of(bucket)).sizeBytes()).isLessThan(content / 100 * 125);
        }
    }

    @Test
    void many_buckets_make_a_directory_of_several_pages() {
        List<ListBucket> buckets = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            buckets.add(ListBucket.random("bucket-" + i, i, new Random(i), n -> 9, n -> 9));
        }
        Collections.shuffle(buckets, new Random(6));
        Path file = write(buckets);
        assertHolds(file, buckets);
        PageCensus.of(file, 4096);
    }

    @Test
    void names_are_bytes() {
        List<ListBucket> buckets = List.of(new ListBucket("\u0000"), new ListBucket("\u00ff"), new ListBucket("z"));
        assertHolds(write(buckets), buckets);
    }

    @Test
    void a_file_copied_through_a_plan_is_the_same_file() throws Exception {
        Path first = write(List.of(
                ListBucket.random("key", 2000, new Random(7), i -> 17 + i % 2, i -> i % 700), new ListBucket("meta")));
        Path second = folder.resolve("copy");
        try (DbFile db = DbFile.open(first)) {
            DbFiles.write(second, DbFilePlan.of(db.buckets()));
        }
        assertThat(second).hasSameBinaryContentAs(first);
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 4096, 16_384, 65_536})
    void random_buckets_come_back_whatever_the_page_size(int pageSize) {
        for (int seed = 0; seed < 60; seed++) {
            Random chance = new Random(seed);
            List<ListBucket> buckets = randomBuckets(chance);
            Path file = DbFiles.write(folder.resolve("db"), DbFilePlan.of(buckets, pageSize));
            assertHolds(file, buckets);
            PageCensus.of(file, pageSize);
            lookUp(file, buckets.get(0));
        }
    }

    private static List<ListBucket> randomBuckets(Random chance) {
        List<ListBucket> buckets = new ArrayList<>();
        int count = 1 + chance.nextInt(6);
        for (int i = 0; i < count; i++) {
            int rows = chance.nextInt(chance.nextBoolean() ? 5 : 1500);
            int maxKey = 1 + chance.nextInt(chance.nextInt(5) == 0 ? 3000 : 60);
            int maxValue = 1 + chance.nextInt(chance.nextInt(5) == 0 ? 9000 : 300);
            buckets.add(ListBucket.random(
                    "b" + i, rows, chance, n -> 1 + chance.nextInt(maxKey), n -> chance.nextInt(maxValue)));
        }
        return buckets;
    }

    private static void lookUp(Path file, ListBucket bucket) {
        try (DbFile db = DbFile.open(file)) {
            StoredBucket stored = db.bucket(bucket.name()).orElseThrow();
            for (int i = 0; i < bucket.list().size(); i += 11) {
                Row row = bucket.list().get(i);
                assertThat(stored.get(row.key())).hasValue(row.value());
            }
            assertThat(stored.get(new byte[4000])).isEmpty();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
