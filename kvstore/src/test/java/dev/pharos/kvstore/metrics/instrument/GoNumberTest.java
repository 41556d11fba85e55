package dev.pharos.kvstore.metrics.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GoNumberTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-1, -1",
        "999999, 999999",
        "1000000, 1e+06",
        "1048576, 1.048576e+06",
        "-1048576, -1.048576e+06",
        "2147483648, 2.147483648e+09",
        "18446744073709551616, 1.8446744073709552e+19",
        "1e23, 1e+23",
        "1e100, 1e+100",
        "0.5, 0.5",
        "52.4288, 52.4288",
        "409.6, 409.6",
        "999999.5, 999999.5",
        "1000000.5, 1.0000005e+06",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "0.00006912300000000001, 6.912300000000001e-05",
        "0.002126139, 0.002126139",
        "4.9e-324, 5e-324",
        "2.2250738585072014e-308, 2.2250738585072014e-308",
        "1795167559.08, 1.79516755908e+09",
        "NaN, NaN",
        "Infinity, +Inf",
        "-Infinity, -Inf"
    })
    void numbers_are_printed_as_go_prints_them(double value, String text) {
        assertThat(GoNumber.text(value)).isEqualTo(text);
    }

    @Test
    void every_number_can_be_read_back() {
        Random random = new Random(20);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(GoNumber.text(value))).isEqualTo(value);
            }
        }
    }
}
