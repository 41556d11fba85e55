package dev.pharos.kvstore.index;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexCursorTest {
    private static final int KEYS = 400;

    private final IndexEditor editor = KeyIndex.empty(Entries.TINY).edit();
    private final Model model = new Model();

    /** Even numbers have a key, those divisible by six a dead one. */
    private KeyIndex fill() {
        for (int i = 0; i < KEYS; i += 2) {
            IndexEntry entry = i % 6 == 0 ? Entries.dead(key(i), 1 + i) : Entries.live(key(i), 1 + i);
            editor.put(entry);
            model.put(entry);
        }
        return editor.publish();
    }

    private static Bytes key(int number) {
        return Bytes.fromUtf8(String.format("key/%04d", number));
    }

    @Test
    void a_cursor_starts_anywhere_and_goes_on_to_the_end() {
        KeyIndex index = fill();
        assertThat(TreeCheck.height(index)).isGreaterThanOrEqualTo(4);
        for (int from = 0; from <= KEYS; from++) {
            model.check(index, KeyRange.fromKey(key(from)));
            model.check(index, KeyRange.single(key(from)));
        }
    }

    @Test
    void a_cursor_ends_in_front_of_the_end_of_its_range() {
        KeyIndex index = fill();
        for (int from = 0; from <= KEYS; from += 7) {
            for (int to = 0; to <= KEYS; to += 5) {
                model.check(index, KeyRange.from(key(from), key(to)));
            }
        }
    }

    @Test
    void a_cursor_shows_a_key_without_making_an_object_of_it() {
        KeyIndex index = fill();
        IndexCursor cursor = index.cursor(KeyRange.fromKey(key(4)));
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.keyLength()).isEqualTo(8);
        byte[] target = "[........]".getBytes(US_ASCII);
        cursor.copyKeyTo(target, 1);
        assertThat(target).asString().isEqualTo("[key/0004]");
        assertThat(cursor.entry()).isEqualTo(Entries.live(key(4), 5));
        assertThat(cursor.isLive()).isTrue();
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.entry()).isEqualTo(Entries.dead(key(6), 7));
        assertThat(cursor.isLive()).isFalse();
        assertThatThrownBy(() -> cursor.copyKeyTo(new byte[8], 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void a_cursor_compares_its_key_as_keys_are_ordered() {
        List<Bytes> keys = new ArrayList<>();
        for (String hex : new String[] {"00", "6b", "6b00", "6b65", "6b65ff", "6bff", "7f", "80", "ff", "ffff"}) {
            keys.add(Bytes.fromHex(hex));
        }
        for (Bytes key : keys) {
            editor.put(Entries.live(key, 1));
        }
        IndexCursor cursor = editor.cursor(KeyRange.all());
        while (cursor.next()) {
            for (Bytes other : keys) {
                byte[] padded = Bytes.fromUtf8("x")
                        .concat(other)
                        .concat(Bytes.fromUtf8("y"))
                        .toByteArray();
                assertThat(Integer.signum(cursor.compareKey(padded, 1, other.length())))
                        .isEqualTo(Integer.signum(cursor.key().compareTo(other)));
            }
        }
    }

    @Test
    void a_cursor_that_stands_nowhere_says_so() {
        KeyIndex index = fill();
        IndexCursor cursor = index.cursor(KeyRange.single(key(4)));
        assertThatThrownBy(cursor::key).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(cursor::version).isInstanceOf(IllegalStateException.class);
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.version()).isEqualTo(1);
        assertThat(cursor.next()).isFalse();
        assertThatThrownBy(cursor::version).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(cursor::entry).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_cursor_of_an_editor_is_not_disturbed_by_edits() {
        fill();
        Model before = model.frozen();
        IndexCursor cursor = editor.cursor(KeyRange.all());
        List<IndexEntry> seen = new ArrayList<>();
        while (cursor.next()) {
            seen.add(cursor.entry());
            editor.remove(cursor.key());
            editor.put(Entries.live(cursor.key().successor(), 1000));
        }
        assertThat(seen).isEqualTo(before.in(KeyRange.all()));
        TreeCheck.checkInvariants(editor.publish());
        assertThat(editor.liveCount()).isEqualTo(KEYS / 2);
    }
}
