package dev.pharos.kvstore.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.kvstore.peer.link.PeerUrl;
import dev.pharos.raft.model.Envelope;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.TimeoutNow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PeerNetworkTest {
    private static final int BURST = 3_000;

    private final List<TestMember> members = new ArrayList<>();

    @AfterEach
    void close() {
        members.forEach(TestMember::close);
    }

    private TestMember member(long id) {
        TestMember member = TestMember.start(id);
        members.add(member);
        return member;
    }

    @Test
    void messages_of_every_kind_arrive_by_streams() {
        TestMember one = member(1);
        TestMember two = member(2);
        TestMember.connect(one, two);
        exchange(one, two);
        exchange(two, one);
        assertThat(one.inbox.losses() + two.inbox.losses()).isZero();
    }

    @Test
    void messages_of_every_kind_are_posted_while_there_is_no_stream() {
        TestMember one = member(1);
        TestMember two = member(2);
        one.knows(two);
        exchange(one, two);
        assertThat(one.events.count("opened")).isZero();
    }

    @Test
    void somebody_not_known_yet_is_answered_where_it_says_it_is() {
        TestMember one = member(1);
        TestMember two = member(2);
        one.knows(two);
        one.events.await("refused 2 404 error sender not found");
        two.network.send(new TimeoutNow(new Envelope(2, 1, 7)));
        assertThat(one.inbox.next()).isEqualTo(new TimeoutNow(new Envelope(2, 1, 7)));
        assertThat(two.network.activeSince(1)).isEmpty();
    }

    @Test
    void three_members_hear_each_other() {
        TestMember one = member(1);
        TestMember two = member(2);
        TestMember three = member(0xfedcba9876543210L);
        TestMember.connect(one, two, three);
        exchange(one, two);
        exchange(two, three);
        exchange(three, one);
        exchange(one, three);
    }

    @Test
    void bursts_keep_their_order_on_a_stream() {
        TestMember one = member(1);
        TestMember two = member(2);
        TestMember.connect(one, two);
        for (int i = 0; i < BURST; i++) {
            one.network.send(MessagesOfAllKinds.append(1, 2, i));
        }
        for (int i = 0; i < BURST; i++) {
            assertThat(two.inbox.next()).isEqualTo(MessagesOfAllKinds.append(1, 2, i));
        }
    }

    @Test
    void large_messages_arrive() {
        TestMember one = member(1);
        TestMember two = member(2);
        TestMember.connect(one, two);
        Message large = MessagesOfAllKinds.append(1, 2, 20_000_000, 5);
        one.network.send(large);
        one.network.send(MessagesOfAllKinds.append(1, 2, 6));
        assertThat(two.inbox.next()).isEqualTo(large);
        assertThat(two.inbox.next()).isEqualTo(MessagesOfAllKinds.append(1, 2, 6));
        assertThat(two.events.receivedBytes.get()).isGreaterThan(20_000_000);
        assertThat(one.events.sentBytes.get()).isGreaterThan(20_000_000);
    }

    @Test
    void streams_come_back_when_a_member_does() {
        TestMember one = member(1);
        TestMember two = TestMember.start(2);
        TestMember.connect(one, two);
        assertThat(one.network.activeSince(2)).isPresent();
        two.close();
        one.events.await("inactive 2");
        Waiting.until("2 is inactive", () -> one.network.activeSince(2).isEmpty());
        Waiting.until("that it cannot be reached is reported", () -> one.inbox.losses() > 0);

        int before = one.inbox.losses();
        one.network.send(new TimeoutNow(new Envelope(1, 2, 1)));
        Waiting.until("the loss is reported", () -> one.inbox.losses() > before);

        TestMember again = TestMember.startAgain(two);
        members.add(again);
        again.knows(one, again);
        again.events.await("opened 1 MESSAGE");
        one.events.await("opened 2 MESSAGE", 2);
        one.events.await("active 2", 2);
        exchange(one, again);
        exchange(again, one);
    }

    @Test
    void member_is_found_at_its_new_address() {
        TestMember one = member(1);
        TestMember two = TestMember.start(2);
        TestMember.connect(one, two);
        TestMember moved = member(2);
        moved.knows(one, moved);
        one.knows(one, moved);
        two.close();
        one.events.await("opened 2 MESSAGE", 2);
        moved.network.send(new TimeoutNow(new Envelope(2, 1, 3)));
        assertThat(one.inbox.next()).isEqualTo(new TimeoutNow(new Envelope(2, 1, 3)));
    }

    @Test
    void addresses_are_tried_in_turn() {
        TestMember one = member(1);
        TestMember two = member(2);
        TestMember gone = TestMember.start(9);
        String nobody = gone.url();
        gone.close();
        two.knows(one, two);
        one.knows(2, nobody, "http://localhost:" + two.port());
        one.events.await("opened 2 MESSAGE");
        two.events.await("opened 1 APPEND");
        exchange(two, one);
    }

    @Test
    void removed_member_is_told_so() {
        TestMember one = member(1);
        TestMember two = member(2);
        TestMember.connect(one, two);
        one.network.setMembers(Map.of(), Set.of(2L));
        two.events.await("refused 1 410 removed member");
        two.network.send(new TimeoutNow(new Envelope(2, 1, 3)));
        two.events.await("refused 1 403");
        Waiting.until("the loss is reported", () -> two.inbox.losses() > 0);
        assertThat(one.inbox.isEmpty()).isTrue();
        assertThat(one.network.activeSince(2)).isEmpty();
    }

    @Test
    void members_are_probed() {
        TestMember one = member(1);
        TestMember two = member(2);
        TestMember.introduce(one, two);
        one.events.await("probed 2 true");
        two.close();
        one.events.await("probe failed 2");
    }

    @Test
    void addresses_with_tls_are_refused_clearly() {
        TestMember one = member(1);
        one.knows(2, "https://127.0.0.1:2380");
        one.events.await("unusable 2 the peer URL https://127.0.0.1:2380 cannot be used: only http:// is supported");
        one.network.send(new TimeoutNow(new Envelope(1, 2, 3)));
        one.events.await("send failed 2 no address is known");
        assertThatThrownBy(() -> PeerUrl.parse("unix:///tmp/x:1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not yet TLS or unix sockets");
    }

    @Test
    void closed_network_drops_what_is_sent() {
        TestMember one = member(1);
        TestMember two = member(2);
        TestMember.connect(one, two);
        one.network.close();
        one.network.send(new TimeoutNow(new Envelope(1, 2, 3)));
        two.events.await("inactive 1");
        assertThat(two.inbox.isEmpty()).isTrue();
        one.network.setMembers(Map.of(2L, List.of(two.url())), Set.of());
        assertThat(one.network.activeSince(2)).isEmpty();
    }

    private static void exchange(TestMember from, TestMember to) {
        List<Message> messages = MessagesOfAllKinds.between(from.id, to.id);
        messages.forEach(from.network::send);
        assertThat(to.inbox.next(messages.size())).containsExactlyInAnyOrderElementsOf(messages);
    }
}
