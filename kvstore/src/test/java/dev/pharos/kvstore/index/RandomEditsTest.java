package dev.pharos.kvstore.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edits by chance, compared with a plain map. */
class RandomEditsTest {
    private static final byte[] ALPHABET = {0, 1, 'a', 'b', (byte) 0x7f, (byte) 0x80, (byte) 0xff};

    /** Edits of one seed, with all that was published on the way. */
    private static final class Run {
        private final Random random;
        private final Model model = new Model();
        private final Map<KeyIndex, Model> published = new LinkedHashMap<>();
        private final int letters;
        private final int longest;
        private final IndexEditor editor;
        private long revision = 1;

        Run(long seed, Shape shape) {
            random = new Random(seed);
            letters = 2 + random.nextInt(ALPHABET.length - 1);
            longest = 2 + random.nextInt(9);
            editor = KeyIndex.empty(shape).edit();
        }

        Bytes key() {
            byte[] key = new byte[1 + random.nextInt(random.nextInt(40) == 0 ? 90 : longest)];
            for (int i = 0; i < key.length; i++) {
                key[i] = ALPHABET[random.nextInt(letters)];
            }
            return Bytes.wrapUnsafe(key);
        }

        KeyRange range() {
            return switch (random.nextInt(8)) {
                case 0 -> KeyRange.single(key());
                case 1 -> KeyRange.fromKey(key());
                case 2 -> KeyRange.prefix(key());
                case 3 -> KeyRange.all();
                default -> KeyRange.from(key(), key());
            };
        }

        void edit(int removals) {
            Bytes key = key();
            if (random.nextInt(100) < removals) {
                editor.remove(key);
                model.remove(key);
                return;
            }
            revision += random.nextInt(10) == 0 ? random.nextInt(1 << 30) : 1;
            long version = Math.max(0, random.nextInt(300) - 60);
            long created = version == 0 ? 0 : Math.max(0, revision - random.nextInt(1 << random.nextInt(20)));
            int sub = random.nextInt(4) == 0 ? random.nextInt() >>> random.nextInt(32) & Integer.MAX_VALUE : 0;
            long pairBytes = version == 0 ? 0 : random.nextInt() >>> random.nextInt(32) & Integer.MAX_VALUE;
            IndexEntry entry = new IndexEntry(key, revision, sub, created, version, pairBytes);
            editor.put(entry);
            model.put(entry);
        }

        void publish() {
            KeyIndex index = editor.publish();
            TreeCheck.checkInvariants(index);
            model.check(index, range());
            model.check(index, range());
            model.checkKey(index, key());
            published.put(index, model.frozen());
        }

        void step(int removals) {
            edit(removals);
            int chance = random.nextInt(60);
            if (chance < 2) {
                publish();
            } else if (chance == 2) {
                KeyRange range = range();
                assertThat(Model.walk(editor.cursor(range))).isEqualTo(model.in(range));
            } else if (chance == 3) {
                KeyRange range = range();
                Bytes key = key();
                int limit = random.nextInt(20);
                assertThat(editor.pairBytes(range, limit)).isEqualTo(model.pairBytes(range, limit));
                assertThat(editor.count(range))
                        .isEqualTo(model.in(range).stream()
                                .filter(IndexEntry::isLive)
                                .count());
                assertThat(editor.get(key)).isEqualTo(model.get(key));
            }
        }

        void end() {
            publish();
            published.forEach((index, then) -> {
                TreeCheck.checkInvariants(index);
                then.check(index);
                for (int i = 0; i < 4; i++) {
                    then.check(index, range());
                    then.checkKey(index, key());
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void an_index_of_tiny_nodes_holds_what_a_map_holds_and_so_do_all_published_ones(int group) {
        for (int seed = 0; seed < 12; seed++) {
            Run run = new Run(1000L * group + seed, Entries.TINY);
            for (int phase = 0; phase < 3; phase++) {
                // Grows, stays, shrinks.
                for (int i = 0; i < 350; i++) {
                    run.step(10 + 35 * phase);
                }
            }
            run.end();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void an_index_of_ordinary_nodes_holds_what_a_map_holds(long seed) {
        Run run = new Run(seed, Shape.DEFAULT);
        for (int phase = 0; phase < 3; phase++) {
            for (int i = 0; i < 8000; i++) {
                run.edit(5 + 45 * phase);
                if (i % 1000 == 0) {
                    run.publish();
                }
            }
        }
        run.end();
    }

    @Test
    void an_index_that_loses_all_its_keys_is_empty_after_every_order_of_removal() {
        for (int seed = 0; seed < 30; seed++) {
            Run run = new Run(seed, Entries.TINY);
            for (int i = 0; i < 400; i++) {
                run.edit(0);
            }
            KeyIndex full = run.editor.publish();
            assertThat(TreeCheck.height(full)).isGreaterThanOrEqualTo(2);
            Model before = run.model.frozen();
            for (IndexEntry entry : before.shuffled(run.random)) {
                run.editor.remove(entry.key());
                run.model.remove(entry.key());
                if (run.random.nextInt(20) == 0) {
                    run.publish();
                }
            }
            assertThat(run.editor.publish().root()).isNull();
            before.check(full);
            run.end();
        }
    }
}
