package dev.pharos.kvstore.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.raft.model.Envelope;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.Heartbeat;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeartbeatPaceTest {
    private static final Duration USUAL = Duration.ofMillis(100);

    private final List<Message> sent = new ArrayList<>();
    private final List<String> late = new ArrayList<>();
    private long nowNanos;
    private final HeartbeatPace pace = new HeartbeatPace(
            new Transport() {
                @Override
                public void send(Message message) {
                    sent.add(message);
                }

                @Override
                public void sendSnapshot(InstallSnapshot message, SnapshotDelivery delivery) {
                    sent.add(message);
                }
            },
            USUAL,
            () -> nowNanos,
            (to, exceeded) -> late.add(to + " by " + exceeded.toMillis()));

    @Test
    void a_heartbeat_is_late_after_more_than_twice_the_usual_time() {
        beatAfter(2, 1, 0);
        beatAfter(2, 1, 200);
        assertThat(late).isEmpty();
        beatAfter(2, 1, 230);
        assertThat(late).containsExactly("2 by 30");
        assertThat(sent).hasSize(3);
    }

    @Test
    void each_member_and_each_term_is_looked_at_by_itself() {
        beatAfter(2, 1, 0);
        beatAfter(3, 1, 150);
        beatAfter(3, 1, 150);
        assertThat(late).isEmpty();
        beatAfter(2, 2, 1000);
        assertThat(late).isEmpty();
        beatAfter(3, 1, 0);
        assertThat(late).containsExactly("3 by 800");
    }

    private void beatAfter(long to, long term, long millis) {
        nowNanos += Duration.ofMillis(millis).toNanos();
        pace.send(new Heartbeat(new Envelope(1, to, term), 0, Payload.EMPTY));
    }
}
