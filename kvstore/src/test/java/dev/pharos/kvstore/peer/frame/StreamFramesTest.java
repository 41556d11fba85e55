package dev.pharos.kvstore.peer.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.raft.codec.MalformedRecord;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.Envelope;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.Append;
import dev.pharos.raft.model.Message.TimeoutNow;
import dev.pharos.raft.model.Message.VoteAnswer;
import dev.pharos.raft.model.Message.VoteAnswer.Verdict;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.VoteKind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StreamFramesTest {
    private static final Envelope ENVELOPE = new Envelope(2, 1, 3);
    private static final String HEAD = "100118022003";
    private static final String TAIL = "500058006800";
    private static final String ENTRY_8 = "08001003180822" + "0178";
    private static final String ENTRY_9 = "080010031809";

    private static final Append WHOLE = append(2, 7, 6, entry(8, "x"));
    private static final Append NEXT = append(3, 8, 7, entry(9, ""));
    private static final Append COMMIT = append(3, 9, 9);

    private static final String WHOLE_FRAME =
            "02" + "000000000000001f" + "0803" + HEAD + "28023007" + "3a09" + ENTRY_8 + "4006" + TAIL;
    private static final String NEXT_FRAME =
            "01" + "0000000000000001" + "0000000000000006" + ENTRY_9 + "0000000000000007";
    private static final String COMMIT_FRAME = "01" + "0000000000000000" + "0000000000000009";

    private static final Message VOTE = new VoteAnswer(ENVELOPE, VoteKind.ELECTION, Verdict.GRANTED);
    private static final String VOTE_FRAME = "0000000000000014" + "0806" + HEAD + "28003000" + "4000" + TAIL;
    private static final String HEARTBEAT_FRAME =
            "0000000000000014" + "0808" + "100018002000" + "28003000" + "4000" + TAIL;

    @Test
    void appends_that_go_on_travel_without_saying_where() {
        assertThat(written(StreamKind.APPEND, WHOLE, NEXT, COMMIT)).isEqualTo(WHOLE_FRAME + NEXT_FRAME + COMMIT_FRAME);
        assertThat(read(StreamKind.APPEND, WHOLE_FRAME + NEXT_FRAME + COMMIT_FRAME))
                .containsExactly(WHOLE, NEXT, COMMIT);
    }

    @Test
    void first_entries_of_a_term_travel_in_a_whole_message() {
        Append later = new Append(new Envelope(2, 1, 4), new EntryId(3, 9), List.of(), 9);
        assertThat(written(StreamKind.APPEND, WHOLE, NEXT, later)).startsWith(WHOLE_FRAME + NEXT_FRAME + "02");
    }

    @Test
    void appends_of_another_place_travel_in_a_whole_message() {
        Append again = append(3, 7, 7, entry(8, "x"));
        assertThat(written(StreamKind.APPEND, WHOLE, again)).startsWith(WHOLE_FRAME + "02");
        assertThat(written(StreamKind.APPEND, WHOLE, append(2, 8, 7))).startsWith(WHOLE_FRAME + "02");
    }

    @Test
    void whole_message_without_entries_sets_the_place_too() {
        Append empty = append(2, 7, 6);
        Append next = append(3, 7, 6, entry(8, "x"));
        String frames = written(StreamKind.APPEND, empty, next);
        assertThat(frames).endsWith("01" + "0000000000000001" + "0000000000000009" + ENTRY_8 + "0000000000000006");
        assertThat(read(StreamKind.APPEND, frames)).containsExactly(empty, next);
    }

    @Test
    void message_frames_have_their_length_in_front() {
        assertThat(written(StreamKind.MESSAGE, VOTE)).isEqualTo(VOTE_FRAME);
        assertThat(read(StreamKind.MESSAGE, VOTE_FRAME + VOTE_FRAME)).containsExactly(VOTE, VOTE);
    }

    @Test
    void heartbeats_of_the_link_are_dropped() {
        assertThat(heartbeat(StreamKind.MESSAGE)).isEqualTo(HEARTBEAT_FRAME);
        assertThat(read(StreamKind.MESSAGE, HEARTBEAT_FRAME + VOTE_FRAME + "00000000000000020808"))
                .containsExactly(VOTE);
        assertThat(heartbeat(StreamKind.APPEND)).isEqualTo("00");
        assertThat(read(StreamKind.APPEND, "00" + WHOLE_FRAME + "00" + NEXT_FRAME + "0000"))
                .containsExactly(WHOLE, NEXT);
    }

    @Test
    void types_that_are_not_known_are_dropped() {
        assertThat(read(StreamKind.MESSAGE, "00000000000000020817" + "0000000000000000" + VOTE_FRAME))
                .containsExactly(VOTE);
    }

    @Test
    void frames_may_be_cut_anywhere() {
        String appends = WHOLE_FRAME + "00" + NEXT_FRAME + COMMIT_FRAME + WHOLE_FRAME;
        for (int at = 0; at <= appends.length() / 2; at++) {
            assertThat(read(StreamKind.APPEND, appends, at))
                    .as("cut at %d", at)
                    .containsExactly(WHOLE, NEXT, COMMIT, WHOLE);
        }
        String messages = VOTE_FRAME + HEARTBEAT_FRAME + VOTE_FRAME;
        for (int at = 0; at <= messages.length() / 2; at++) {
            assertThat(read(StreamKind.MESSAGE, messages, at))
                    .as("cut at %d", at)
                    .containsExactly(VOTE, VOTE);
        }
    }

    @Test
    void frames_may_come_byte_by_byte() {
        List<Message> messages = new ArrayList<>();
        FrameReader reader = StreamKind.APPEND.reader(2, 1, messages::add);
        for (byte single : ByteBufUtil.decodeHexDump(WHOLE_FRAME + NEXT_FRAME + COMMIT_FRAME)) {
            reader.feed(Unpooled.wrappedBuffer(new byte[] {single}));
        }
        assertThat(messages).containsExactly(WHOLE, NEXT, COMMIT);
    }

    @Test
    void large_entries_come_through_in_pieces() {
        Append large = append(2, 7, 6, entry(8, "y".repeat(3_000_000)));
        ByteBuf frames =
                Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(written(StreamKind.APPEND, large, NEXT, large)));
        List<Message> messages = new ArrayList<>();
        FrameReader reader = StreamKind.APPEND.reader(2, 1, messages::add);
        while (frames.isReadable()) {
            reader.feed(frames.readSlice(Math.min(10_007, frames.readableBytes())));
        }
        assertThat(messages).containsExactly(large, NEXT, large);
    }

    @Test
    void frames_that_claim_too_much_are_refused_before_anything_is_kept() {
        for (String frame : List.of("0000000020000001", "8000000000000000", "ffffffffffffffff")) {
            refuses(StreamKind.MESSAGE, frame);
            refuses(StreamKind.APPEND, "02" + frame);
            refuses(StreamKind.APPEND, "01" + frame);
            refuses(StreamKind.APPEND, "01" + "0000000000000001" + frame);
        }
    }

    /** Three thousand of them would need more than a terabyte. */
    @Test
    void long_frame_that_was_only_announced_costs_nothing() {
        List<FrameReader> waiting = new ArrayList<>();
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            FrameReader reader = StreamKind.MESSAGE.reader(2, 1, messages::add);
            reader.feed(hex("000000001fffffff" + "08"));
            waiting.add(reader);
        }
        assertThat(waiting).hasSize(3_000);
        assertThat(messages).isEmpty();
    }

    @Test
    void what_is_no_frame_is_refused() {
        refuses(StreamKind.APPEND, "03");
        refuses(StreamKind.APPEND, "02" + "0000000000000001" + "08");
        refuses(StreamKind.MESSAGE, "0000000000000001" + "ff");
    }

    @Test
    void whole_messages_of_other_kinds_are_read_on_an_append_stream() {
        Message now = new TimeoutNow(ENVELOPE);
        assertThat(read(StreamKind.APPEND, written(StreamKind.APPEND, now, WHOLE)))
                .containsExactly(now, WHOLE);
    }

    private static Append append(long term, long index, long commit, Entry... entries) {
        return new Append(ENVELOPE, new EntryId(term, index), List.of(entries), commit);
    }

    private static Entry entry(long index, String data) {
        return new Entry(EntryType.NORMAL, 3, index, Payload.utf8(data));
    }

    private static void refuses(StreamKind kind, String frame) {
        assertThatThrownBy(() -> read(kind, frame)).as(frame).isInstanceOf(MalformedRecord.class);
    }

    private static String written(StreamKind kind, Message... messages) {
        FrameWriter writer = kind.writer();
        ByteBuf out = Unpooled.buffer();
        for (Message message : messages) {
            writer.message(message, out);
        }
        return ByteBufUtil.hexDump(out);
    }

    private static String heartbeat(StreamKind kind) {
        ByteBuf out = Unpooled.buffer();
        kind.writer().heartbeat(out);
        return ByteBufUtil.hexDump(out);
    }

    private static List<Message> read(StreamKind kind, String frames) {
        return read(kind, frames, 0);
    }

    private static List<Message> read(StreamKind kind, String frames, int cut) {
        List<Message> messages = new ArrayList<>();
        FrameReader reader = kind.reader(2, 1, messages::add);
        reader.feed(hex(frames.substring(0, 2 * cut)));
        reader.feed(hex(frames.substring(2 * cut)));
        return messages;
    }

    private static ByteBuf hex(String bytes) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(bytes));
    }
}
