package dev.pharos.kvstore.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class EventLoopsTest {
    private final EventLoops loops = EventLoops.start(2, "loops-test");

    @AfterEach
    void close() {
        loops.close();
    }

    @Test
    void a_task_for_the_end_of_the_turn_runs_once_and_behind_what_is_at_hand() throws Exception {
        var loop = loops.group().next();
        List<String> heard = new ArrayList<>();
        Runnable end = () -> heard.add("end");
        for (int turn = 0; turn < 2; turn++) {
            loop.submit(() -> {
                        for (int request = 0; request < 3; request++) {
                            heard.add(loops.atEndOfTurn(end) ? "request" : "no loop");
                        }
                    })
                    .get();
            loop.submit(() -> heard.add("next")).get();
        }
        assertThat(heard)
                .containsExactly(
                        "request", "request", "request", "end", "next", "request", "request", "request", "end", "next");
    }

    @Test
    void different_tasks_run_in_the_order_in_which_they_were_given() throws Exception {
        List<Integer> heard = new ArrayList<>();
        var loop = loops.group().next();
        loop.submit(() -> {
                    for (int task = 0; task < 3; task++) {
                        int number = task;
                        loops.atEndOfTurn(() -> heard.add(number));
                    }
                })
                .get();
        loop.submit(() -> {}).get();
        assertThat(heard).containsExactly(0, 1, 2);
    }

    @Test
    void a_task_given_at_the_end_of_a_turn_runs_at_the_end_of_the_next() throws Exception {
        List<String> heard = new ArrayList<>();
        var loop = loops.group().next();
        loop.submit(() -> loops.atEndOfTurn(() -> {
                    heard.add("first");
                    loops.atEndOfTurn(() -> heard.add("second"));
                }))
                .get();
        loop.submit(() -> {}).get();
        loop.submit(() -> {}).get();
        assertThat(heard).containsExactly("first", "second");
    }

    @Test
    void other_threads_have_no_turns() {
        List<String> heard = new ArrayList<>();
        assertThat(loops.atEndOfTurn(() -> heard.add("ran"))).isFalse();
        loops.close();
        assertThat(heard).isEmpty();
    }
}
