package dev.pharos.kvstore.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NumbersTest {
    private static final long[] LONGS = {
        0, 1, 127, 128, 16_383, 16_384, 1L << 31, (1L << 31) - 1, 1L << 32, 1L << 56, Long.MAX_VALUE
    };

    @Test
    void all_numbers_are_read_as_they_were_written() {
        byte[] data = new byte[3 + Numbers.MAX_BYTES];
        byte[] written = new byte[Numbers.MAX_BYTES];
        Numbers numbers = new Numbers();
        for (long modified : LONGS) {
            for (long created : LONGS) {
                for (long version : LONGS) {
                    for (int sub : new int[] {0, 1, 128, Integer.MAX_VALUE}) {
                        numbers.set(modified, sub, created, version, version == 0 ? 0 : created);
                        int length = numbers.write(written);
                        System.arraycopy(written, 0, data, 3, length);
                        assertThat(Numbers.skip(data, 3)).isEqualTo(3 + length);
                        assertThat(Numbers.isLive(data, 3)).isEqualTo(version > 0);
                        Numbers read = new Numbers();
                        read.read(data, 3);
                        assertThat(new long[] {
                                    read.modifiedRevision(), read.modifiedSub(), read.createRevision(), read.version()
                                })
                                .isEqualTo(new long[] {modified, sub, created, version});
                        assertThat(read.pairBytes()).isEqualTo(version == 0 ? 0 : created);
                        assertThat(Numbers.pairBytes(data, 3)).isEqualTo(read.pairBytes());
                    }
                }
            }
        }
    }

    @Test
    void a_key_written_once_costs_little_more_than_its_revision() {
        Numbers numbers = new Numbers();
        numbers.set(1_000_000, 0, 1_000_000, 1, 290);
        assertThat(numbers.write(new byte[Numbers.MAX_BYTES])).isEqualTo(8);
    }

    @Test
    void heads_order_keys_where_they_differ() {
        byte[][] keys = {
            {}, {0}, {0, 0}, {0, 0, 1}, {0, 1}, {1}, {1, 0}, {1, (byte) 0xff}, {(byte) 0x80}, {(byte) 0xff, (byte) 0xff}
        };
        for (byte[] left : keys) {
            for (byte[] right : keys) {
                int order = Integer.signum(Arrays.compareUnsigned(left, right));
                int heads = Integer.signum(KeyBytes.head(left, 0, left.length) - KeyBytes.head(right, 0, right.length));
                assertThat(heads).isIn(0, order);
                int longHeads =
                        Integer.signum(Long.compareUnsigned(KeyBytes.longHead(left, 0), KeyBytes.longHead(right, 0)));
                assertThat(longHeads).isIn(0, order);
                if (order < 0) {
                    byte[] separator = KeyBytes.separator(left, right);
                    assertThat(Arrays.compareUnsigned(left, separator)).isNegative();
                    assertThat(Arrays.compareUnsigned(separator, right)).isNotPositive();
                }
            }
        }
    }
}
