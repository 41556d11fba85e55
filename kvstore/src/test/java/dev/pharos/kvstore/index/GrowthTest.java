package dev.pharos.kvstore.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How trees grow and shrink, and that readers elsewhere are not disturbed. */
class GrowthTest {
    private static final int KEYS = 20_000;

    private static Bytes key(int number) {
        return Bytes.fromUtf8(String.format("%08d", number));
    }

    private static IndexEditor filled(int keys) {
        IndexEditor editor = KeyIndex.EMPTY.edit();
        for (int i = 0; i < keys; i++) {
            editor.put(Entries.live(key(i), 1 + i));
            if (i % 64 == 0) {
                editor.publish();
            }
        }
        return editor;
    }

    @Test
    void keys_that_come_in_order_fill_their_leaves() {
        KeyIndex index = filled(KEYS).publish();
        TreeCheck.checkInvariants(index);
        assertThat(TreeCheck.leaves(index))
                .isEqualTo((KEYS + Shape.DEFAULT.leafEntries() - 1) / Shape.DEFAULT.leafEntries());
    }

    @Test
    void keys_that_come_in_reverse_order_fill_their_leaves() {
        IndexEditor editor = KeyIndex.EMPTY.edit();
        for (int i = KEYS - 1; i >= 0; i--) {
            editor.put(Entries.live(key(i), 1 + i));
        }
        KeyIndex index = editor.publish();
        TreeCheck.checkInvariants(index);
        assertThat(TreeCheck.leaves(index))
                .isEqualTo((KEYS + Shape.DEFAULT.leafEntries() - 1) / Shape.DEFAULT.leafEntries());
    }

    @Test
    void few_keys_left_of_many_do_not_keep_many_nodes() {
        IndexEditor editor = filled(KEYS);
        for (int i = 0; i < KEYS; i++) {
            if (i % 100 != 0) {
                editor.remove(key(i));
            }
        }
        KeyIndex index = editor.publish();
        TreeCheck.checkInvariants(index);
        assertThat(index.liveCount()).isEqualTo(KEYS / 100);
        assertThat(TreeCheck.leaves(index)).isLessThanOrEqualTo(2 * KEYS / 100 / 96 + 1);
        assertThat(TreeCheck.height(index)).isEqualTo(2);
    }

    @Test
    void trees_of_tiny_nodes_grow_deep_and_shrink_again() {
        IndexEditor editor = KeyIndex.empty(Entries.TINY).edit();
        List<KeyIndex> published = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            editor.put(Entries.live(key((int) (i * 2_654_435_761L & 0xffff)), 1 + i));
        }
        published.add(editor.publish());
        assertThat(TreeCheck.height(published.get(0))).isGreaterThanOrEqualTo(6);
        for (int i = 0; i < 5000; i++) {
            editor.remove(key((int) (i * 2_654_435_761L & 0xffff)));
            if (i % 500 == 0) {
                published.add(editor.publish());
            }
        }
        published.forEach(TreeCheck::checkInvariants);
        assertThat(editor.publish().entryCount()).isZero();
        assertThat(published.get(0).liveCount()).isEqualTo(5000);
    }

    @Test
    void another_thread_reads_what_was_published_while_the_editor_goes_on()
            throws ExecutionException, InterruptedException {
        SynchronousQueue<KeyIndex> handover = new SynchronousQueue<>();
        int rounds = 200;
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            Future<Long> read = reader.submit(() -> {
                long checked = 0;
                for (int round = 1; round <= rounds; round++) {
                    KeyIndex index = handover.take();
                    IndexCursor cursor = index.cursor(KeyRange.all());
                    long live = 0;
                    while (cursor.next()) {
                        // All edits of a round write its number, over all keys.
                        assertThat(cursor.modifiedRevision()).isEqualTo(round);
                        live += cursor.isLive() ? 1 : 0;
                    }
                    assertThat(index.count(KeyRange.all())).isEqualTo(live);
                    checked++;
                }
                return checked;
            });
            IndexEditor editor = KeyIndex.empty(Entries.TINY).edit();
            Random random = new Random(1);
            for (int round = 1; round <= rounds; round++) {
                for (int i = 0; i < 500; i++) {
                    int version = random.nextInt(3);
                    editor.put(new IndexEntry(key(i), round, 0, 1, version, version * 100L));
                }
                KeyIndex index = editor.publish();
                // A reader that has failed takes nothing any more.
                boolean taken = false;
                while (!taken && !read.isDone()) {
                    taken = handover.offer(index, 50, TimeUnit.MILLISECONDS);
                }
            }
            assertThat(read.get()).isEqualTo(rounds);
        } finally {
            reader.shutdownNow();
        }
    }
}
