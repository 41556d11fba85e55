package dev.pharos.raft.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InvariantTest {
    @Test
    void fact_that_holds_passes() {
        assertThatCode(() -> {
                    Invariant.check(true, "fact");
                    Invariant.check(true, "fact", 1);
                    Invariant.check(true, "fact", 1, 2);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void violation_names_the_fact_and_its_numbers() {
        assertThatThrownBy(() -> Invariant.check(false, "fact"))
                .isInstanceOf(InvariantViolation.class)
                .hasMessage("fact");
        assertThatThrownBy(() -> Invariant.check(false, "fact", 7)).hasMessage("fact (7)");
        assertThatThrownBy(() -> Invariant.check(false, "fact", 7, -8)).hasMessage("fact (7, -8)");
    }

    @Test
    void first_caller_owns_and_every_other_thread_is_refused() {
        OwnerThread owner = new OwnerThread("the thing");
        owner.check();
        owner.check();
        CompletableFuture<Void> elsewhere = CompletableFuture.runAsync(owner::check);
        assertThatThrownBy(elsewhere::join)
                .cause()
                .isInstanceOf(InvariantViolation.class)
                .hasMessageStartingWith(
                        "the thing belongs to thread " + Thread.currentThread().getName() + ", not to ");
    }

    @Test
    void released_object_belongs_to_the_next_caller() {
        OwnerThread owner = new OwnerThread("the thing");
        owner.check();
        owner.release();
        CompletableFuture.runAsync(owner::check).join();
        assertThatThrownBy(owner::check).isInstanceOf(InvariantViolation.class);
    }
}
