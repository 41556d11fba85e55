package dev.pharos.raft.storage.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RunningCrcTest {
    @Test
    void it_is_the_castagnoli_checksum() {
        RunningCrc crc = new RunningCrc(0);
        crc.update("123456789".getBytes(StandardCharsets.US_ASCII), 0, 9);
        assertThat(crc.value()).isEqualTo(0xE3069283);
    }

    @Test
    void it_goes_on_from_any_value_as_if_it_had_never_stopped() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 1_000; round++) {
            byte[] bytes = new byte[1 + random.nextInt(100)];
            random.nextBytes(bytes);
            int cut = random.nextInt(bytes.length);
            RunningCrc whole = new RunningCrc(0);
            whole.update(bytes, 0, bytes.length);
            RunningCrc first = new RunningCrc(0);
            first.update(bytes, 0, cut);
            RunningCrc second = new RunningCrc(first.value());
            assertThat(second.value()).isEqualTo(first.value());
            second.update(bytes, cut, bytes.length - cut);
            assertThat(second.value()).isEqualTo(whole.value());
        }
    }

    @Test
    void every_value_can_be_started_from() {
        for (int value : new int[] {0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0xE3069283}) {
            assertThat(new RunningCrc(value).value()).isEqualTo(value);
        }
    }
}
