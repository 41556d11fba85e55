package dev.pharos.kvstore.peer.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.raft.codec.MalformedRecord;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Envelope;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Snapshot;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class SnapshotHeadTest {
    private static final InstallSnapshot MESSAGE = new InstallSnapshot(
            new Envelope(2, 1, 3), new Snapshot(new EntryId(2, 5), Membership.ofVoters(7), Payload.utf8("x")));

    @Test
    void head_is_the_length_and_the_message() {
        ByteBuf head = Unpooled.buffer();
        SnapshotHead.write(MESSAGE, head);
        assertThat(ByteBufUtil.hexDump(head))
                .isEqualTo("0000000000000025" + "0807" + "100118022003" + "28003000" + "4000" + "4a0f0a0178"
                        + "120a0a040807280010051802" + "500058006800");
    }

    @Test
    void what_follows_the_head_is_left_wherever_the_cut_is() {
        ByteBuf all = Unpooled.buffer();
        SnapshotHead.write(MESSAGE, all);
        int length = all.readableBytes();
        all.writeCharSequence("body", StandardCharsets.UTF_8);
        for (int at = 0; at < length; at++) {
            SnapshotHead head = new SnapshotHead();
            assertThat(head.isUntouched()).isTrue();
            ByteBuf rest = all.duplicate();
            assertThat(head.feed(rest.readSlice(at))).isFalse();
            assertThat(head.isUntouched()).isEqualTo(at == 0);
            assertThat(head.feed(rest)).isTrue();
            assertThat(head.message()).contains(MESSAGE);
            assertThat(rest.toString(StandardCharsets.UTF_8)).isEqualTo("body");
        }
    }

    @Test
    void head_that_claims_too_much_is_refused() {
        SnapshotHead head = new SnapshotHead();
        assertThatThrownBy(() -> head.feed(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump("0000000004000001"))))
                .isInstanceOf(MalformedRecord.class);
    }
}
