package dev.pharos.kvstore.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexLoaderTest {
    private static Model chance(long seed, int entries) {
        Random random = new Random(seed);
        Model model = new Model();
        for (int i = 0; i < entries; i++) {
            byte[] key = new byte[1 + random.nextInt(random.nextInt(10) == 0 ? 100 : 6)];
            for (int j = 0; j < key.length; j++) {
                key[j] = (byte) (random.nextInt(4) * 85);
            }
            Bytes bytes = Bytes.wrapUnsafe(key);
            model.put(random.nextInt(5) == 0 ? Entries.dead(bytes, i) : Entries.live(bytes, i));
        }
        return model;
    }

    private static KeyIndex load(Model model, Shape shape) {
        IndexLoader loader = new IndexLoader(shape);
        model.entries().forEach(loader::add);
        return loader.load();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 12, 13, 60, 300, 2000})
    void a_loaded_index_is_what_insertions_make(int entries) {
        for (int seed = 0; seed < 10; seed++) {
            for (Shape shape : new Shape[] {Entries.TINY, Shape.DEFAULT}) {
                Model model = chance(seed, entries);
                KeyIndex loaded = load(model, shape);
                TreeCheck.checkInvariants(loaded);
                model.check(loaded);
                IndexEditor editor = KeyIndex.empty(shape).edit();
                model.shuffled(new Random(seed)).forEach(editor::put);
                KeyIndex inserted = editor.publish();
                TreeCheck.checkInvariants(inserted);
                assertThat(Model.walk(inserted.cursor(KeyRange.all())))
                        .isEqualTo(Model.walk(loaded.cursor(KeyRange.all())));
                assertThat(inserted.liveCount()).isEqualTo(loaded.liveCount());
            }
        }
    }

    @Test
    void a_loaded_index_can_be_edited_and_stays_as_it_is() {
        Model model = chance(7, 500);
        KeyIndex loaded = load(model, Entries.TINY);
        Model edited = model.frozen();
        IndexEditor editor = loaded.edit();
        int number = 0;
        for (IndexEntry entry : model.shuffled(new Random(7))) {
            if (number++ % 3 == 0) {
                editor.remove(entry.key());
                edited.remove(entry.key());
            } else {
                IndexEntry more = Entries.live(entry.key().successor(), 1000 + number);
                editor.put(more);
                edited.put(more);
            }
        }
        KeyIndex after = editor.publish();
        TreeCheck.checkInvariants(after);
        edited.check(after);
        TreeCheck.checkInvariants(loaded);
        model.check(loaded);
    }

    @Test
    void loaded_leaves_are_nine_tenths_full() {
        IndexLoader loader = KeyIndex.loader();
        int count = 100_000;
        for (int i = 0; i < count; i++) {
            loader.add(Entries.live(Bytes.fromUtf8(String.format("%016d", i)), 1 + i));
        }
        KeyIndex index = loader.load();
        TreeCheck.checkInvariants(index);
        assertThat((double) count / TreeCheck.leaves(index))
                .isBetween(0.88 * Shape.DEFAULT.leafEntries(), 0.9 * Shape.DEFAULT.leafEntries());
    }

    @Test
    void keys_out_of_order_are_refused() {
        IndexLoader loader = KeyIndex.loader();
        Bytes key = Bytes.fromUtf8("b");
        loader.add(Entries.live(key, 1));
        assertThatThrownBy(() -> loader.add(Entries.live(key, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"b\"");
        assertThatThrownBy(() -> loader.add(Entries.live(Bytes.fromUtf8("a"), 2)))
                .isInstanceOf(IllegalArgumentException.class);
        KeyIndex index = loader.load();
        assertThat(index.entryCount()).isEqualTo(1);
        assertThatThrownBy(() -> loader.add(Entries.live(Bytes.fromUtf8("c"), 2)))
                .isInstanceOf(IllegalStateException.class);
    }
}
