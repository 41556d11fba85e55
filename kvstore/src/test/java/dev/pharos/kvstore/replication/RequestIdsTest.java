package dev.pharos.kvstore.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestIdsTest {
    private static final long MEMBER = 0x8e9e05c52164694dL;
    private static final long NOW = 1_790_000_000_000L;

    @Test
    void ids_of_one_run_differ() {
        RequestIds ids = new RequestIds(MEMBER, NOW);
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            seen.add(ids.next());
        }

        assertThat(seen).hasSize(100_000);
    }

    @Test
    void a_run_that_starts_later_goes_on_behind_what_the_earlier_one_can_have_used() {
        RequestIds earlier = new RequestIds(MEMBER, NOW);
        long last = 0;
        for (int i = 0; i < 1_000 * 256; i++) {
            last = earlier.next();
        }

        assertThat(new RequestIds(MEMBER, NOW + 1_000).next()).isGreaterThan(last);
    }

    @Test
    void members_have_ranges_of_their_own() {
        assertThat(new RequestIds(1, NOW).next() >>> 48).isEqualTo(1);
        assertThat(new RequestIds(2, NOW).next() >>> 48).isEqualTo(2);
    }

    @Test
    void names_for_clients_are_positive() {
        RequestIds ids = new RequestIds(-1, NOW);

        assertThat(ids.next()).isNegative();
        assertThat(ids.nextPositive()).isPositive();
    }
}
