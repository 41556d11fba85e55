package dev.pharos.etcdctl.offline.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "9, 9 B",
        "10, 10 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "1024, 1.0 kB",
        "9949, 9.9 kB",
        "9950, 10 kB",
        "20480, 20 kB",
        "24576, 25 kB",
        "25165824, 25 MB",
        "1500000, 1.5 MB",
        "2147483648, 2.1 GB",
        "9223372036854775807, 9.2 EB"
    })
    void sizes_are_rounded_as_the_original_rounds_them(long bytes, String text) {
        assertThat(ByteSize.of(bytes)).isEqualTo(text);
    }
}
