package dev.pharos.wire.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BytesTest {
    private static final long SEED = 20_240_911;
    private static final int ROUNDS = 20_000;

    @Test
    void order_equality_and_hash_agree_with_a_plain_comparison() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] left = Samples.randomBytes(random);
            byte[] right = Samples.randomBytes(random);
            int expected = plainOrder(left, right);
            Bytes a = Samples.sliceOfSomethingLarger(left, random);
            Bytes b = Samples.sliceOfSomethingLarger(right, random);

            assertThat(Integer.signum(a.compareTo(b))).as("%s %s", a, b).isEqualTo(expected);
            assertThat(a.equals(b)).as("%s %s", a, b).isEqualTo(expected == 0);
            assertThat(a).isEqualTo(Bytes.copyOf(left)).hasSameHashCodeAs(Bytes.copyOf(left));
        }
    }

    @Test
    void slices_concatenations_and_prefixes_agree_with_plain_arrays() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] plain = Samples.randomBytes(random);
            Bytes whole = Samples.sliceOfSomethingLarger(plain, random);
            int to = random.nextInt(plain.length + 1);
            int from = random.nextInt(to + 1);
            Bytes slice = whole.slice(from, to);

            assertThat(slice.toByteArray()).isEqualTo(Arrays.copyOfRange(plain, from, to));
            assertThat(whole.slice(0, from).concat(whole.slice(from))).isEqualTo(whole);
            assertThat(whole.startsWith(whole.slice(0, to))).isTrue();
            assertThat(whole.endsWith(whole.slice(from))).isTrue();
            assertThat(slice.compact()).isEqualTo(slice);
        }
    }

    @Test
    void a_longer_or_different_string_is_no_prefix_and_no_suffix() {
        Bytes whole = Bytes.fromUtf8("abc");

        assertThat(whole.startsWith(Bytes.fromUtf8("abcd"))).isFalse();
        assertThat(whole.startsWith(Bytes.fromUtf8("b"))).isFalse();
        assertThat(whole.endsWith(Bytes.fromUtf8("zabc"))).isFalse();
        assertThat(whole.endsWith(Bytes.fromUtf8("b"))).isFalse();
    }

    @Test
    void bytes_above_0x7f_are_greater_than_those_below() {
        assertThat(Bytes.fromHex("7f")).isLessThan(Bytes.fromHex("80"));
        assertThat(Bytes.fromHex("80")).isLessThan(Bytes.fromHex("ff"));
        assertThat(Bytes.EMPTY).isLessThan(Bytes.fromHex("00"));
    }

    @Test
    void nothing_lies_between_a_string_and_its_successor() {
        assertThat(Bytes.fromUtf8("a").successor()).isEqualTo(Bytes.fromHex("6100"));
        assertThat(Bytes.EMPTY.successor()).isEqualTo(Bytes.fromHex("00"));
        assertThat(Bytes.fromUtf8("xay").slice(1, 2).successor()).isEqualTo(Bytes.fromHex("6100"));
    }

    @Test
    void a_copy_does_not_see_later_writes_and_a_wrapped_array_does() {
        byte[] array = {1, 2, 3};
        Bytes copied = Bytes.copyOf(array);
        Bytes wrapped = Bytes.wrapUnsafe(array);
        array[0] = 9;

        assertThat(copied).isEqualTo(Bytes.fromHex("010203"));
        assertThat(wrapped).isEqualTo(Bytes.fromHex("090203"));
    }

    @Test
    void an_array_handed_out_is_a_copy() {
        Bytes bytes = Bytes.fromHex("010203");
        bytes.toByteArray()[0] = 9;

        assertThat(bytes).isEqualTo(Bytes.fromHex("010203"));
    }

    @Test
    void protobuf_shares_the_bytes_in_both_directions() {
        byte[] array = {1, 2, 3};
        Bytes from = Bytes.fromByteString(UnsafeByteOperations.unsafeWrap(array).substring(1));
        ByteString to = Bytes.wrapUnsafe(array).slice(1).toByteString();
        array[1] = 9;

        assertThat(from).isEqualTo(Bytes.fromHex("0903"));
        assertThat(to.toByteArray()).containsExactly(9, 3);
    }

    @Test
    void protobuf_strings_of_every_make_arrive_whole() {
        ByteBuffer direct =
                ByteBuffer.allocateDirect(3).put(new byte[] {1, 2, 3}).flip();
        byte[] half = new byte[300];
        Arrays.fill(half, (byte) 7);
        ByteString rope = ByteString.copyFrom(half).concat(ByteString.copyFrom(half));

        assertThat(Bytes.fromByteString(UnsafeByteOperations.unsafeWrap(direct)))
                .isEqualTo(Bytes.fromHex("010203"));
        assertThat(Bytes.fromByteString(rope).toByteArray()).isEqualTo(rope.toByteArray());
        assertThat(Bytes.fromByteString(rope.substring(299, 301))).isEqualTo(Bytes.fromHex("0707"));
        assertThat(Bytes.fromByteString(ByteString.EMPTY)).isSameAs(Bytes.EMPTY);
    }

    @Test
    void text_and_digits_come_back_as_they_went_in() {
        assertThat(Bytes.fromUtf8("größe").toUtf8()).isEqualTo("größe");
        assertThat(Bytes.fromHex("00fF10").toHex()).isEqualTo("00ff10");
        assertThat(Bytes.fromUtf8("a\"\\\0ü")).hasToString("\"a\\x22\\x5c\\x00\\xc3\\xbc\"");
    }

    @Test
    void places_outside_are_refused() {
        Bytes slice = Bytes.fromUtf8("abcdef").slice(2, 4);

        assertThat(slice.byteAt(1)).isEqualTo((byte) 'd');
        assertThatThrownBy(() -> slice.byteAt(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> slice.byteAt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> slice.slice(1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Bytes.copyOf(new byte[2], 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static int plainOrder(byte[] left, byte[] right) {
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            int difference = (left[i] & 0xff) - (right[i] & 0xff);
            if (difference != 0) {
                return Integer.signum(difference);
            }
        }
        return Integer.compare(left.length, right.length);
    }
}
