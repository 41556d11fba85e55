package dev.pharos.kvstore.dbfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DamageTest {
    private static final int BRANCH = 1;
    private static final int LEAF = 2;
    private static final int FLAGS_AT = 8;
    private static final int COUNT_AT = 10;
    private static final int OVERFLOW_AT = 12;
    private static final int FIRST_ELEMENT = 16;

    @TempDir
    private Path folder;

    private Path file;

    /** Three levels, an overflow page, an inline bucket, in 512-byte pages. */
    @BeforeEach
    void writeFile() {
        ListBucket key = ListBucket.random("key", 150, new Random(1), i -> 30 + i % 5, i -> i == 70 ? 1200 : 10);
        List<ListBucket> buckets = List.of(key, new ListBucket("meta").put("term", "1"), new ListBucket("lease"));
        file = DbFiles.write(folder.resolve("db"), DbFilePlan.of(buckets, FilePatch.PAGE_SIZE));
        assertThat(PageCensus.of(file, FilePatch.PAGE_SIZE).deepest()).isEqualTo(3);
        assertThat(DbFiles.readAll(file)).isEqualTo(151);
    }

    @Test
    void any_changed_byte_is_harmless_or_reported() throws IOException {
        Random chance = new Random(1);
        int reported = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            byte[] good = Files.readAllBytes(file);
            for (int i = 0; i < good.length; i++) {
                reported += damaged(channel, i, (byte) ~good[i]);
                reported += damaged(channel, i, (byte) (good[i] ^ 1 << chance.nextInt(8)));
                channel.write(ByteBuffer.wrap(good, i, 1), i);
            }
        }
        assertThat(reported).isPositive();
        assertThat(DbFiles.readAll(file)).isEqualTo(151);
    }

    private int damaged(FileChannel channel, int at, byte value) throws IOException {
        channel.write(ByteBuffer.wrap(new byte[] {value}), at);
        try {
            assertThat(DbFiles.readAll(file)).as("byte %d", at).isLessThanOrEqualTo(151);
            return 0;
        } catch (DbFileException expected) {
            return 1;
        }
    }

    @Test
    void random_rubbish_in_a_page_is_harmless_or_reported() throws IOException {
        byte[] good = Files.readAllBytes(file);
        for (int seed = 0; seed < 3000; seed++) {
            Random chance = new Random(seed);
            byte[] bad = good.clone();
            int length = 1 + chance.nextInt(40);
            int at = 1024 + chance.nextInt(bad.length - 1024 - length);
            for (int i = at; i < at + length; i++) {
                bad[i] = (byte) (chance.nextBoolean() ? chance.nextInt(4) : chance.nextInt());
            }
            Files.write(file, bad);
            try {
                lookUp(chance);
                assertThat(DbFiles.readAll(file)).isBetween(0, 2000);
            } catch (DbFileException expected) {
                assertThat(expected).hasMessageMatching("(?s).*(page|bucket|directory|file).*");
            }
        }
    }

    private void lookUp(Random chance) {
        byte[] key = new byte[30];
        try (DbFile db = DbFile.open(file)) {
            for (int i = 0; i < 10; i++) {
                chance.nextBytes(key);
                db.get("key", key);
            }
        }
    }

    @Test
    void a_file_cut_short_anywhere_is_reported() throws IOException {
        byte[] good = Files.readAllBytes(file);
        for (int length = 0; length < good.length; length++) {
            Files.write(file, Arrays.copyOf(good, length));
            assertThatThrownBy(() -> DbFile.open(file)).isInstanceOf(DbFileException.class);
        }
    }

    @Test
    void one_meta_page_is_enough() {
        for (int page = 0; page < 2; page++) {
            writeFile();
            new FilePatch(file).putLong(page, FIRST_ELEMENT + 24, 7).save();
            assertThat(DbFiles.readAll(file)).isEqualTo(151);
        }
    }

    @Test
    void without_a_meta_page_the_file_is_none() {
        new FilePatch(file)
                .putInt(0, FIRST_ELEMENT, 0)
                .putInt(1, FIRST_ELEMENT + 4, 3)
                .save();
        assertReported("neither page 0 nor page 1 is a valid meta page");
    }

    @Test
    void of_two_good_meta_pages_the_newer_counts() throws IOException {
        byte[] wrong = new Meta(FilePatch.PAGE_SIZE, 2, 2, 20, 0).encode();
        byte[] good = Files.readAllBytes(file);
        System.arraycopy(wrong, 0, good, 0, wrong.length);
        Files.write(file, good);
        assertThat(DbFiles.readAll(file)).isEqualTo(151);
        byte[] newer = new Meta(FilePatch.PAGE_SIZE, 2, 2, 20, 2).encode();
        System.arraycopy(newer, 0, good, 0, newer.length);
        Files.write(file, good);
        assertReported("page 2 is neither leaf nor branch but of kind 16");
    }

    @Test
    void a_root_outside_the_file_is_reported() {
        new FilePatch(file).metas(1, 20).save();
        assertReported("page 1 is not among the 20 pages");
        new FilePatch(file).metas(20, 20).save();
        assertReported("page 20 is not among the 20 pages");
        new FilePatch(file).metas(-1, 20).save();
        assertReported("page 18446744073709551615 is not among");
    }

    @Test
    void more_pages_than_the_file_has_are_reported() {
        new FilePatch(file).metas(5, 1L << 40).save();
        assertReported("counts 1099511627776 pages");
        new FilePatch(file).metas(5, -1).save();
        assertReported("counts 18446744073709551615 pages");
    }

    @Test
    void a_branch_that_leads_to_itself_is_reported() {
        FilePatch patch = new FilePatch(file);
        int branch = patch.find(BRANCH, 0);
        patch.putLong(branch, FIRST_ELEMENT + 8, branch).save();
        assertReported("page " + branch + ": is below itself");
    }

    @Test
    void a_child_visited_twice_is_reported() {
        FilePatch patch = new FilePatch(file);
        int branch = patch.find(BRANCH, 0);
        patch.putLong(branch, FIRST_ELEMENT + 24, patch.getLong(branch, FIRST_ELEMENT + 8))
                .save();
        assertReported("is out of order");
    }

    @Test
    void a_chain_of_branches_with_one_child_ends() throws IOException {
        byte[] key = {1};
        int length = 60;
        ByteBuffer pages = ByteBuffer.allocate((length + 3) * FilePatch.PAGE_SIZE);
        Files.write(file, pages.array());
        FilePatch patch = new FilePatch(file).metas(3, length + 3);
        for (int id = 3; id < length + 3; id++) {
            patch.putLong(id, 0, id).putShort(id, FLAGS_AT, BRANCH).putShort(id, COUNT_AT, 1);
            patch.putInt(id, FIRST_ELEMENT, 16).putInt(id, FIRST_ELEMENT + 4, key.length);
            patch.putLong(id, FIRST_ELEMENT + 8, id + 1);
        }
        patch.save();
        assertReported("the tree is more than 40 pages deep");
    }

    @Test
    void a_page_that_claims_too_many_pages_is_reported() {
        FilePatch patch = new FilePatch(file);
        int leaf = patch.find(LEAF, 3);
        patch.putInt(leaf, OVERFLOW_AT, -1).save();
        assertReported("page " + leaf + " claims 4294967296 pages");
    }

    @Test
    void a_count_too_large_for_the_page_is_reported() {
        FilePatch patch = new FilePatch(file);
        int leaf = patch.find(LEAF, 3);
        patch.putShort(leaf, COUNT_AT, 0xFFFF).save();
        assertReported("page " + leaf + " has no room for 65535 elements");
    }

    @Test
    void an_element_outside_its_page_is_reported() {
        for (int at = FIRST_ELEMENT + 4; at < FIRST_ELEMENT + 16; at += 4) {
            writeFile();
            FilePatch patch = new FilePatch(file);
            int leaf = patch.find(LEAF, 3);
            patch.putInt(leaf, at, -1).save();
            assertReported("page " + leaf + ": element 0 lies outside the page");
        }
    }

    @Test
    void an_element_that_points_into_the_elements_is_reported() {
        FilePatch patch = new FilePatch(file);
        int leaf = patch.find(LEAF, 3);
        patch.putInt(leaf, FIRST_ELEMENT + 4, 4).save();
        assertReported("page " + leaf + ": element 0 lies outside the page");
    }

    @Test
    void a_bucket_inside_a_bucket_is_reported() {
        FilePatch patch = new FilePatch(file);
        int leaf = patch.find(LEAF, 3);
        patch.putInt(leaf, FIRST_ELEMENT, 1).save();
        assertReported("page " + leaf + ": element 0 has flags 1, not 0");
    }

    @Test
    void a_row_in_the_directory_is_reported() {
        FilePatch patch = new FilePatch(file);
        int root = patch.rootPage();
        patch.putInt(root, FIRST_ELEMENT, 0).save();
        assertReported("page " + root + ": element 0 has flags 0, not 1");
    }

    @Test
    void a_page_with_the_id_of_another_is_reported() {
        FilePatch patch = new FilePatch(file);
        int leaf = patch.find(LEAF, 3);
        patch.putLong(leaf, 0, leaf + 1).save();
        assertReported("page " + leaf + " says that it is page " + (leaf + 1));
    }

    @Test
    void an_empty_file_a_folder_and_a_missing_file_are_reported() throws IOException {
        Files.write(file, new byte[0]);
        assertReported("neither page 0 nor page 1");
        assertThatThrownBy(() -> DbFile.open(folder.resolve("missing"))).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> DbFile.open(folder)).isInstanceOf(UncheckedIOException.class);
    }

    private void assertReported(String message) {
        assertThatThrownBy(() -> DbFiles.readAll(file))
                .isInstanceOf(DbFileException.class)
                .hasMessageContaining(message);
    }
}
