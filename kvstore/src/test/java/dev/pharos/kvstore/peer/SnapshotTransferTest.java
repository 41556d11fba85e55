package dev.pharos.kvstore.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.kvstore.listen.RawConnection;
import dev.pharos.kvstore.peer.frame.SnapshotHead;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Envelope;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.model.Message.TimeoutNow;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.transport.Transport.SnapshotDelivery;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SnapshotTransferTest {
    private static final Envelope ENVELOPE = new Envelope(1, 2, 3);
    private static final InstallSnapshot ASKED =
            new InstallSnapshot(ENVELOPE, new Snapshot(new EntryId(2, 30), Membership.ofVoters(1, 2), Payload.EMPTY));
    private static final String BEGUN = "begun at 3/40";

    private final TestMember one = TestMember.start(1);
    private final TestMember two = TestMember.start(2);
    private final Fate fate = new Fate();

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    @Test
    void snapshot_arrives_whole_with_the_metadata_of_its_body() {
        TestMember.introduce(one, two);
        one.network.sendSnapshot(ASKED, fate);
        assertThat(two.inbox.next()).isEqualTo(new InstallSnapshot(ENVELOPE, MemorySnapshots.NEWEST));
        assertThat(fate.next()).isEqualTo("delivered");
        assertThat(two.snapshots.fates).containsExactly(BEGUN, "complete with 10000000");
        assertThat(one.snapshots.closed.get()).isEqualTo(1);
        one.events.await("snapshot sent 2");
        two.events.await("snapshot arrived 1 10000000");
    }

    @Test
    void snapshots_go_both_ways_while_messages_flow() {
        TestMember.connect(one, two);
        Fate back = new Fate();
        one.network.sendSnapshot(ASKED, fate);
        two.network.sendSnapshot(new InstallSnapshot(new Envelope(2, 1, 3), ASKED.snapshot()), back);
        for (int i = 0; i < 100; i++) {
            one.network.send(MessagesOfAllKinds.append(1, 2, i));
        }
        assertThat(fate.next()).isEqualTo("delivered");
        assertThat(back.next()).isEqualTo("delivered");
        assertThat(two.inbox.next(101))
                .contains(new InstallSnapshot(ENVELOPE, MemorySnapshots.NEWEST), MessagesOfAllKinds.append(1, 2, 99));
    }

    @Test
    void source_that_breaks_leaves_nothing() {
        TestMember.introduce(one, two);
        one.snapshots.sourceFailsAt = 5_000_000;
        one.network.sendSnapshot(ASKED, fate);
        assertThat(fate.next()).isEqualTo("failed");
        two.events.await("snapshot failed 1 the sender broke off");
        assertThat(two.snapshots.fates).containsExactly(BEGUN, "aborted");
        assertThat(two.inbox.isEmpty()).isTrue();
        one.events.await("snapshot not sent 2 it cannot be sent: the source broke");
        assertThat(one.inbox.losses()).isPositive();
    }

    @Test
    void body_of_another_length_than_announced_is_none() {
        TestMember.introduce(one, two);
        one.snapshots.announcedBytes = 10_000_001;
        one.network.sendSnapshot(ASKED, fate);
        assertThat(fate.next()).isEqualTo("failed");
        two.events.await("snapshot failed 1 the sender broke off");
        assertThat(two.snapshots.fates).containsExactly(BEGUN, "aborted");
    }

    @Test
    void sink_that_breaks_stops_the_sender() {
        TestMember.introduce(one, two);
        one.snapshots.bodyBytes = 100_000_000;
        two.snapshots.sinkFailsAt = 1_000_000;
        one.network.sendSnapshot(ASKED, fate);
        assertThat(fate.next()).isEqualTo("failed");
        two.events.await("snapshot failed 1 the disk is full");
        assertThat(two.snapshots.fates).containsExactly(BEGUN, "aborted");
        assertThat(one.snapshots.written.get()).isLessThan(100_000_000);
        assertThat(two.inbox.isEmpty()).isTrue();
    }

    @Test
    void slow_sink_slows_the_sender() {
        TestMember.introduce(one, two);
        one.snapshots.bodyBytes = 60_000_000;
        two.snapshots.sinkNanosPerPiece = 1_000_000;
        one.network.sendSnapshot(ASKED, fate);
        long lead = 0;
        while (fate.isOpen()) {
            lead = Math.max(lead, one.snapshots.written.get() - two.snapshots.taken.get());
        }
        assertThat(fate.next()).isEqualTo("delivered");
        assertThat(lead).isLessThan(30_000_000);
    }

    @Test
    void snapshot_to_nobody_fails() {
        one.network.sendSnapshot(ASKED, fate);
        assertThat(fate.next()).isEqualTo("failed");
        one.knows(2, "http://127.0.0.1:1");
        one.network.sendSnapshot(ASKED, fate);
        assertThat(fate.next()).isEqualTo("failed");
        assertThat(one.snapshots.closed.get()).isEqualTo(1);
    }

    @Test
    void connection_cut_in_the_body_leaves_nothing() throws Exception {
        RawConnection sender = post(100);
        two.events.await("arriving 1");
        sender.close();
        two.events.await("snapshot failed 1 the sender broke off");
        assertThat(two.snapshots.fates).containsExactly(BEGUN, "aborted");
    }

    @Test
    void newer_snapshot_of_a_member_replaces_one_that_hangs() throws Exception {
        TestMember.introduce(one, two);
        try (RawConnection hanging = post(100)) {
            two.events.await("arriving 1");
            one.network.sendSnapshot(ASKED, fate);
            assertThat(fate.next()).isEqualTo("delivered");
            two.events.await("snapshot failed 1 the member has sent another one");
            assertThat(hanging.readThrough("\r\n")).contains("500");
        }
        assertThat(two.snapshots.fates).containsExactlyInAnyOrder(BEGUN, BEGUN, "aborted", "complete with 10000000");
    }

    @Test
    void closing_fails_what_is_under_way_once() {
        TestMember.introduce(one, two);
        two.snapshots.sinkNanosPerPiece = 20_000_000;
        one.snapshots.bodyBytes = 60_000_000;
        for (int i = 0; i < 4; i++) {
            one.network.sendSnapshot(ASKED, fate);
        }
        two.events.await("arriving 1");
        one.network.close();
        for (int i = 0; i < 4; i++) {
            assertThat(fate.next()).isEqualTo("failed");
        }
        assertThat(fate.isOpen()).isTrue();
        one.network.sendSnapshot(ASKED, fate);
        assertThat(fate.next()).isEqualTo("failed");
    }

    @Test
    void snapshots_do_not_go_with_the_messages() {
        TestMember.connect(one, two);
        assertThatThrownBy(() -> one.network.send(ASKED)).isInstanceOf(IllegalArgumentException.class);
        one.network.send(new TimeoutNow(ENVELOPE));
        assertThat(two.inbox.next()).isEqualTo(new TimeoutNow(ENVELOPE));
    }

    /** Begins a request whose body never ends. */
    private RawConnection post(int bodyBytes) throws IOException {
        ByteBuf content = Unpooled.buffer();
        SnapshotHead.write(new InstallSnapshot(ENVELOPE, MemorySnapshots.NEWEST), content);
        for (int i = 0; i < bodyBytes; i++) {
            content.writeByte(MemorySnapshots.at(i));
        }
        RawConnection connection = new RawConnection(two.port());
        connection.send("POST /raft/snapshot HTTP/1.1\r\nHost: x\r\nX-Server-From: 1\r\nX-Server-Version: 3.6.6\r\n"
                + "X-Min-Cluster-Version: 3.0.0\r\nX-Etcd-Cluster-ID: c1\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(content.readableBytes()) + "\r\n");
        connection.send(ByteBufUtil.getBytes(content)).send("\r\n");
        return connection;
    }

    /** How deliveries ended. Thread-safe. */
    private static final class Fate implements SnapshotDelivery {
        private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

        @Override
        public void delivered() {
            told.add("delivered");
        }

        @Override
        public void failed() {
            told.add("failed");
        }

        boolean isOpen() {
            return told.isEmpty();
        }

        String next() {
            try {
                return String.valueOf(told.poll(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS));
            } catch (InterruptedException hurried) {
                throw new AssertionError(hurried);
            }
        }
    }
}
