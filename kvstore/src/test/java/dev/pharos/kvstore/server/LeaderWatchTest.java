package dev.pharos.kvstore.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeaderWatchTest {
    private final AtomicBoolean hasLeader = new AtomicBoolean(true);
    private final AtomicInteger told = new AtomicInteger();
    private final LeaderWatch watch = new LeaderWatch(hasLeader::get, told::incrementAndGet);

    @Test
    void two_looks_without_a_leader_are_an_election_and_three_are_a_loss() {
        look(5);
        hasLeader.set(false);
        look(2);
        assertThat(told).hasValue(0);
        look(1);
        assertThat(told).hasValue(1);
    }

    @Test
    void it_is_told_until_there_is_a_leader_again_and_then_three_looks_count_anew() {
        hasLeader.set(false);
        look(5);
        assertThat(told).hasValue(3);
        hasLeader.set(true);
        look(1);
        hasLeader.set(false);
        look(2);
        assertThat(told).hasValue(3);
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            watch.look();
        }
    }
}
