package dev.pharos.kvstore.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingTest {
    private final List<String> closed = new ArrayList<>();

    private AutoCloseable part(String name) {
        return () -> closed.add(name);
    }

    @Test
    void parts_close_in_the_opposite_order_also_after_they_changed_hands() {
        Closing starting = new Closing();
        starting.later(part("first"));
        starting.later(part("second"));
        Closing running = new Closing();
        running.takeOver(starting);
        running.later(part("third"));
        starting.close();
        assertThat(closed).isEmpty();

        running.close();
        running.close();
        assertThat(closed).containsExactly("third", "second", "first");
    }

    @Test
    void a_part_that_cannot_close_does_not_keep_the_others_open() {
        Closing closing = new Closing();
        closing.later(part("first"));
        closing.later(() -> {
            throw new IllegalStateException("stuck");
        });
        closing.later(part("third"));

        closing.close();
        assertThat(closed).containsExactly("third", "first");
    }
}
