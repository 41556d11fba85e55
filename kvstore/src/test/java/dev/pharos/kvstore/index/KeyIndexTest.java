package dev.pharos.kvstore.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import org.junit.jupiter.api.Test;

class KeyIndexTest {
    private static final Bytes A = Bytes.fromUtf8("a");
    private static final Bytes B = Bytes.fromUtf8("b");
    private static final Bytes C = Bytes.fromUtf8("c");

    private final IndexEditor editor = KeyIndex.EMPTY.edit();

    @Test
    void an_empty_index_has_nothing() {
        assertThat(KeyIndex.EMPTY.liveCount()).isZero();
        assertThat(KeyIndex.EMPTY.entryCount()).isZero();
        assertThat(KeyIndex.EMPTY.get(A)).isNull();
        assertThat(KeyIndex.EMPTY.count(KeyRange.all())).isZero();
        assertThat(KeyIndex.EMPTY.count(KeyRange.single(A))).isZero();
        assertThat(KeyIndex.EMPTY.cursor(KeyRange.all()).next()).isFalse();
        assertThat(editor.get(A)).isNull();
        assertThat(editor.liveCount()).isZero();
        editor.remove(A);
        assertThat(editor.publish()).isSameAs(KeyIndex.EMPTY);
    }

    @Test
    void an_entry_comes_back_as_it_was_put() {
        IndexEntry a = new IndexEntry(A, Long.MAX_VALUE, Integer.MAX_VALUE, 0, Long.MAX_VALUE, 1L << 60);
        IndexEntry b = new IndexEntry(B, 0, 0, Long.MAX_VALUE, 1, 0);
        IndexEntry c = new IndexEntry(C, 1L << 31, 1, (1L << 31) - 1, 1L << 31, 1L << 31);
        editor.put(a);
        editor.put(b);
        editor.put(c);
        KeyIndex index = editor.publish();
        assertThat(index.get(A)).isEqualTo(a);
        assertThat(index.get(B)).isEqualTo(b);
        assertThat(index.get(C)).isEqualTo(c);
    }

    @Test
    void a_dead_key_is_seen_but_not_counted() {
        editor.put(Entries.live(A, 1));
        editor.put(Entries.live(B, 2));
        editor.put(Entries.dead(A, 3));
        KeyIndex index = editor.publish();
        assertThat(index.get(A)).isEqualTo(Entries.dead(A, 3));
        assertThat(index.liveCount()).isEqualTo(1);
        assertThat(index.entryCount()).isEqualTo(2);
        assertThat(index.count(KeyRange.single(A))).isZero();
        assertThat(index.count(KeyRange.all())).isEqualTo(1);
        assertThat(Model.walk(index.cursor(KeyRange.all()))).containsExactly(Entries.dead(A, 3), Entries.live(B, 2));
        editor.put(Entries.live(A, 4));
        assertThat(editor.liveCount()).isEqualTo(2);
        editor.remove(A);
        assertThat(editor.liveCount()).isEqualTo(1);
        assertThat(editor.publish().entryCount()).isEqualTo(1);
    }

    @Test
    void a_published_index_does_not_see_later_edits() {
        editor.put(Entries.live(A, 1));
        KeyIndex first = editor.publish();
        editor.put(Entries.live(A, 2));
        editor.put(Entries.live(B, 2));
        assertThat(editor.get(A)).isEqualTo(Entries.live(A, 2));
        assertThat(editor.count(KeyRange.all())).isEqualTo(2);
        KeyIndex second = editor.publish();
        editor.remove(A);
        assertThat(first.get(A)).isEqualTo(Entries.live(A, 1));
        assertThat(first.get(B)).isNull();
        assertThat(first.liveCount()).isEqualTo(1);
        assertThat(second.get(A)).isEqualTo(Entries.live(A, 2));
        assertThat(second.get(B)).isEqualTo(Entries.live(B, 2));
    }

    @Test
    void two_editors_of_one_index_do_not_see_each_other() {
        editor.put(Entries.live(B, 1));
        KeyIndex base = editor.publish();
        IndexEditor one = base.edit();
        IndexEditor other = base.edit();
        one.put(Entries.live(A, 2));
        other.put(Entries.live(C, 3));
        one.remove(B);
        assertThat(Model.walk(one.publish().cursor(KeyRange.all()))).containsExactly(Entries.live(A, 2));
        assertThat(Model.walk(other.publish().cursor(KeyRange.all())))
                .containsExactly(Entries.live(B, 1), Entries.live(C, 3));
        assertThat(base.liveCount()).isEqualTo(1);
    }

    @Test
    void publishing_again_without_an_edit_gives_the_same_index() {
        editor.put(Entries.live(A, 1));
        KeyIndex index = editor.publish();
        editor.remove(B);
        assertThat(editor.publish()).isSameAs(index);
    }

    @Test
    void ranges_hold_what_the_range_says() {
        Model model = new Model();
        for (String key : new String[] {"a", "aa", "ab", "b", "b\0", "ba", "c"}) {
            IndexEntry entry = Entries.live(Bytes.fromUtf8(key), 1 + model.size());
            editor.put(entry);
            model.put(entry);
        }
        KeyIndex index = editor.publish();
        Bytes empty = Bytes.EMPTY;
        Bytes zero = Bytes.fromHex("00");
        Bytes[] bounds = {empty, zero, A, Bytes.fromUtf8("aa"), B, B.successor(), C, Bytes.fromHex("ff")};
        for (Bytes from : bounds) {
            for (Bytes to : bounds) {
                model.check(index, KeyRange.from(from, to));
            }
            model.check(index, KeyRange.prefix(from));
            model.check(index, KeyRange.fromKey(from));
            model.checkKey(index, from);
        }
    }

    @Test
    void what_no_entry_can_say_is_refused_and_changes_nothing() {
        assertThatThrownBy(() -> new IndexEntry(Bytes.EMPTY, 1, 0, 1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IndexEntry(A, -1, 0, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IndexEntry(A, 1, -1, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IndexEntry(A, 1, 0, -1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IndexEntry(A, 1, 0, 1, -1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IndexEntry(A, 1, 0, 1, 1, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IndexEntry(A, 1, 0, 1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(editor.publish()).isSameAs(KeyIndex.EMPTY);
    }

    @Test
    void a_shape_that_no_tree_can_have_is_refused() {
        assertThatThrownBy(() -> new Shape(1 << 16, 4, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Shape(60, 1, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Shape(60, 4, 3)).isInstanceOf(IllegalArgumentException.class);
    }
}
