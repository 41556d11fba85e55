package dev.pharos.kvstore.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Keys much longer than a leaf, among short ones. */
class LongKeysTest {
    private static final int MEBIBYTE = 1 << 20;

    private final IndexEditor editor = KeyIndex.EMPTY.edit();
    private final Model model = new Model();

    private void put(Bytes key, long revision) {
        editor.put(Entries.live(key, revision));
        model.put(Entries.live(key, revision));
    }

    private void remove(Bytes key) {
        editor.remove(key);
        model.remove(key);
    }

    private static Bytes filled(int length, int last) {
        byte[] key = new byte[length];
        Arrays.fill(key, (byte) 'k');
        key[length - 1] = (byte) last;
        return Bytes.wrapUnsafe(key);
    }

    private void check() {
        KeyIndex index = editor.publish();
        TreeCheck.checkInvariants(index);
        model.check(index);
    }

    @Test
    void keys_of_a_mebibyte_that_differ_in_their_last_byte_are_kept_apart() {
        for (int last = 0; last < 256; last += 51) {
            put(filled(MEBIBYTE, last), 1 + last);
        }
        check();
        for (int last = 0; last < 256; last++) {
            Bytes key = filled(MEBIBYTE, last);
            assertThat(editor.get(key)).isEqualTo(last % 51 == 0 ? Entries.live(key, 1 + last) : null);
        }
        model.check(editor.publish(), KeyRange.prefix(filled(MEBIBYTE - 1, 'k')));
        remove(filled(MEBIBYTE, 51));
        put(filled(MEBIBYTE, 102), 1000);
        check();
    }

    @Test
    void a_long_key_goes_between_short_ones_and_leaves_again() {
        for (int i = 0; i < 40; i++) {
            put(Bytes.fromUtf8(String.format("k%02d", i)), 1 + i);
        }
        Bytes inTheMiddle = Bytes.fromUtf8("k20").concat(filled(MEBIBYTE, 'x'));
        put(inTheMiddle, 100);
        put(filled(MEBIBYTE, 'x'), 101);
        put(Bytes.fromUtf8("a").concat(filled(MEBIBYTE, 'x')), 102);
        check();
        assertThat(TreeCheck.leaves(editor.publish())).isEqualTo(5);
        editor.put(new IndexEntry(inTheMiddle, 103, 4, 100, 2, 5));
        model.put(new IndexEntry(inTheMiddle, 103, 4, 100, 2, 5));
        check();
        remove(inTheMiddle);
        check();
        assertThat(TreeCheck.leaves(editor.publish())).isEqualTo(3);
        for (int i = 0; i < 40; i++) {
            remove(Bytes.fromUtf8(String.format("k%02d", i)));
        }
        check();
    }

    @Test
    void keys_of_all_lengths_come_and_go() {
        Random random = new Random(3);
        for (int i = 0; i < 3000; i++) {
            byte[] key = new byte[1 + random.nextInt(1 << random.nextInt(15))];
            Arrays.fill(key, (byte) random.nextInt(3));
            key[random.nextInt(key.length)] = (byte) random.nextInt();
            Bytes bytes = Bytes.wrapUnsafe(key);
            if (random.nextInt(3) == 0) {
                remove(bytes);
            } else {
                put(bytes, 1 + i);
            }
            if (i % 100 == 0) {
                check();
                Bytes from = Bytes.wrapUnsafe(new byte[] {(byte) random.nextInt(3)});
                model.check(editor.publish(), KeyRange.prefix(from));
            }
        }
        check();
        for (IndexEntry entry : model.shuffled(random)) {
            remove(entry.key());
        }
        check();
        assertThat(editor.publish().root()).isNull();
    }
}
