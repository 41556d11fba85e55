package dev.pharos.kvstore.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {
    private final ByteBudget budget = new ByteBudget(100);

    @Test
    void what_fits_is_let_through_up_to_the_last_byte() {
        assertThat(budget.take(60)).isTrue();
        assertThat(budget.take(41)).isFalse();
        assertThat(budget.take(40)).isTrue();
        assertThat(budget.take(1)).isFalse();
        assertThat(budget.taken()).isEqualTo(100);
    }

    @Test
    void what_is_larger_than_all_of_it_never_goes() {
        assertThat(budget.take(101)).isFalse();
        assertThat(budget.take(100)).isTrue();
        budget.give(100);
        assertThat(budget.take(101)).isFalse();
    }

    @Test
    void what_is_refused_takes_nothing() {
        budget.take(90);
        budget.take(50);

        assertThat(budget.taken()).isEqualTo(90);
    }

    @Test
    void threads_that_take_and_give_leave_nothing_behind_and_never_hold_too_much() throws Exception {
        AtomicLong held = new AtomicLong();
        AtomicLong most = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int thread = 0; thread < 4; thread++) {
            threads.execute(() -> {
                for (int i = 0; i < 20_000; i++) {
                    if (budget.take(30)) {
                        most.accumulateAndGet(held.addAndGet(30), Math::max);
                        held.addAndGet(-30);
                        budget.give(30);
                    }
                }
            });
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(budget.taken()).isZero();
        assertThat(most.get()).isBetween(30L, 100L);
    }
}
