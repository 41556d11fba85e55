package dev.pharos.raft.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InflightWindowTest {
    @Test
    void number_of_messages_fills_the_window() {
        InflightWindow window = new InflightWindow(2, 1000);
        window.add(1, 1);
        assertThat(window.isFull()).isFalse();
        window.add(2, 1);
        assertThat(window.isFull()).isTrue();
        window.freeThrough(1);
        assertThat(window.isFull()).isFalse();
        assertThat(window.size()).isEqualTo(1);
    }

    @Test
    void bytes_fill_the_window() {
        InflightWindow window = new InflightWindow(100, 10);
        window.add(5, 9);
        assertThat(window.isFull()).isFalse();
        window.add(6, 50);
        assertThat(window.isFull()).isTrue();
        window.freeThrough(5);
        assertThat(window.isFull()).isTrue();
        window.freeThrough(6);
        assertThat(window.isFull()).isFalse();
    }

    @Test
    void message_is_free_only_when_its_last_entry_is_there() {
        InflightWindow window = new InflightWindow(10, 1000);
        window.add(5, 1);
        window.add(9, 1);
        window.freeThrough(4);
        assertThat(window.size()).isEqualTo(2);
        window.freeThrough(8);
        assertThat(window.size()).isEqualTo(1);
        window.freeThrough(100);
        assertThat(window.size()).isZero();
    }

    @Test
    void cleared_window_starts_over() {
        InflightWindow window = new InflightWindow(1, 1);
        window.add(5, 1);
        window.clear();
        assertThat(window.isFull()).isFalse();
        assertThat(window.size()).isZero();
    }

    @Test
    void random_operations_agree_with_a_plain_queue() {
        Random random = new Random(6);
        InflightWindow window = new InflightWindow(8, 100);
        Deque<long[]> naive = new ArrayDeque<>();
        long last = 0;
        for (int i = 0; i < 20_000; i++) {
            if (random.nextBoolean()) {
                last += 1 + random.nextInt(3);
                long bytes = random.nextInt(30);
                window.add(last, bytes);
                naive.addLast(new long[] {last, bytes});
            } else {
                long through = last - random.nextInt(10);
                window.freeThrough(through);
                naive.removeIf(sent -> sent[0] <= through);
            }
            long bytes = naive.stream().mapToLong(sent -> sent[1]).sum();
            assertThat(window.size()).isEqualTo(naive.size());
            assertThat(window.isFull()).isEqualTo(naive.size() >= 8 || bytes >= 100);
        }
    }
}
