package dev.pharos.kvstore.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.replication.ByteBudget;
import org.junit.jupiter.api.Test;

class HeldTest {
    private final ByteBudget budget = new ByteBudget(100);
    private final Held held = new Held(budget);

    @Test
    void what_was_taken_is_given_back_once() {
        assertThat(held.take(60)).isTrue();
        assertThat(budget.taken()).isEqualTo(60);
        held.run();
        held.run();

        assertThat(budget.taken()).isZero();
    }

    @Test
    void an_answer_that_found_no_room_gives_nothing_back() {
        budget.take(50);
        assertThat(held.take(60)).isFalse();
        held.run();

        assertThat(budget.taken()).isEqualTo(50);
    }

    @Test
    void a_call_that_was_over_before_its_answer_was_there_holds_nothing() {
        held.run();
        held.take(60);

        assertThat(budget.taken()).isZero();
    }
}
