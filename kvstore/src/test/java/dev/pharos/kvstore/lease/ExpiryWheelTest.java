package dev.pharos.kvstore.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryWheelTest {
    private static final long TICK = ExpiryWheel.TICK_NANOS;

    private final ExpiryWheel wheel = new ExpiryWheel(0);

    @Test
    void nothing_expires_early_and_nothing_a_tick_late() {
        for (int slot = 0; slot < 3000; slot++) {
            wheel.schedule(slot, slot * 317L * TICK / 10 + slot);
        }
        for (long now = 0; now <= 3000 * 317L / 10 + 2; now++) {
            for (int slot : wheel.take(now * TICK, 100)) {
                assertThat(wheel.expiry(slot)).isBetween((now - 2) * TICK, now * TICK);
            }
        }
        assertThat(wheel.take(Long.MAX_VALUE / 4_000_000_000L, 1)).isEmpty();
    }

    @Test
    void what_ends_beyond_the_horizon_is_carried_over() {
        wheel.schedule(0, Long.MAX_VALUE);
        wheel.schedule(1, TICK);
        assertThat(wheel.take((1 << 24) * TICK, 10)).containsExactly(1);
    }

    @Test
    void to_renew_for_longer_takes_effect_when_it_fires() {
        wheel.schedule(0, 5 * TICK);
        wheel.renew(0, 1000 * TICK);
        assertThat(wheel.take(999 * TICK, 10)).isEmpty();
        assertThat(wheel.take(1000 * TICK, 10)).containsExactly(0);
    }

    @Test
    void to_renew_for_less_takes_effect_at_once() {
        wheel.schedule(0, 100_000 * TICK);
        wheel.renew(0, 5 * TICK);
        assertThat(wheel.take(5 * TICK, 10)).containsExactly(0);
    }

    @Test
    void what_was_taken_comes_again_only_if_put_back_and_then_first() {
        for (int slot = 0; slot < 4; slot++) {
            wheel.schedule(slot, (slot + 1) * TICK);
        }
        assertThat(wheel.take(10 * TICK, 2)).containsExactly(0, 1);
        assertThat(wheel.take(10 * TICK, 1)).containsExactly(2);
        wheel.putBack(1);
        assertThat(wheel.take(10 * TICK, 9)).containsExactly(1, 3);
        assertThat(wheel.take(10 * TICK, 9)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void it_agrees_with_a_plain_map_over_random_operations(long seed) {
        Random random = new Random(seed);
        Map<Integer, Long> ends = new HashMap<>();
        long now = 0;
        for (int step = 0; step < 30_000; step++) {
            int slot = random.nextInt(300);
            // Mostly short, now and then far enough for the higher levels.
            long end = now + 1 + (long) (Math.pow(random.nextDouble(), 6) * 200_000 * TICK);
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    wheel.schedule(slot, end);
                    ends.put(slot, end);
                }
                case 2 -> {
                    if (ends.getOrDefault(slot, 0L) > now) {
                        wheel.renew(slot, end);
                        ends.put(slot, end);
                    }
                }
                case 3 -> {
                    if (ends.remove(slot) != null) {
                        wheel.remove(slot);
                    }
                }
                case 4 -> now += (long) (Math.pow(random.nextDouble(), 8) * 3000 * TICK);
                default -> takeAll(ends, now);
            }
        }
        takeAll(ends, now + 500_000 * TICK);
        assertThat(ends).isEmpty();
    }

    /** All whose tick is over, in order, and perhaps some of those that ended within the present tick. */
    private void takeAll(Map<Integer, Long> ends, long now) {
        List<Integer> expected = new ArrayList<>();
        ends.forEach((slot, end) -> {
            if (end <= now / TICK * TICK) {
                expected.add(slot);
            }
        });
        int[] taken = wheel.take(now, 1000);
        assertThat(Arrays.stream(taken).boxed()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(Arrays.stream(taken).mapToObj(ends::get).toList()).isSortedAccordingTo(Comparator.naturalOrder());
        for (int slot : taken) {
            wheel.remove(slot);
            ends.remove(slot);
        }
    }
}
