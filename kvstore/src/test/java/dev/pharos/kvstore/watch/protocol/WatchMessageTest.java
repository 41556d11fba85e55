package dev.pharos.kvstore.watch.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import dev.pharos.wire.proto.mvccpb.Event;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WatchMessageTest {
    private static final Event EVENT = Event.newBuilder()
            .setKv(KeyValue.newBuilder().setKey(ByteString.copyFromUtf8("a")).setModRevision(300))
            .build();

    private static EncodedEvents encoded(int count) {
        ByteString body = EVENT.toByteString();
        ByteString element = ByteString.copyFrom(new byte[] {11 << 3 | 2, (byte) body.size()})
                .concat(body);
        return EncodedEvents.of(java.util.Collections.nCopies(count, element));
    }

    static List<WatchMessage> messages() {
        return List.of(
                WatchMessage.created(5, 0),
                WatchMessage.created(Long.MAX_VALUE, -5),
                WatchMessage.refused(5, "some reason, in \u00dcnicode"),
                WatchMessage.canceled(5, 9),
                WatchMessage.compacted(9, 1L << 40),
                WatchMessage.progress(77, WatchMessage.NO_WATCH),
                WatchMessage.events(300, 1L << 33, encoded(1)),
                WatchMessage.events(300, 1, encoded(100)),
                WatchMessage.fragment(300, 1, encoded(2)));
    }

    private static WatchResponse expected(WatchMessage message, Sender sender) {
        WatchResponse.Builder response = WatchResponse.newBuilder()
                .setHeader(ResponseHeader.newBuilder()
                        .setClusterId(sender.clusterId())
                        .setMemberId(sender.memberId())
                        .setRevision(message.revision())
                        .setRaftTerm(sender.raftTerm()))
                .setWatchId(message.watchId())
                .setCreated(message.isCreated())
                .setCanceled(message.isCanceled())
                .setCompactRevision(message.compactRevision())
                .setCancelReason(message.cancelReason())
                .setFragment(message.isFragment());
        for (int i = 0; i < message.events().count(); i++) {
            response.addEvents(EVENT);
        }
        return response.build();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_message_is_written_byte_for_byte_as_a_watch_response(WatchMessage message) throws IOException {
        for (Sender sender : List.of(new Sender(1, 2, 3), new Sender(-1, Long.MIN_VALUE, 0), new Sender(0, 0, 0))) {
            byte[] expected = expected(message, sender).toByteArray();
            assertThat(message.encodedSize(sender)).isEqualTo(expected.length);
            assertThat(message.toByteArray(sender)).isEqualTo(expected);

            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            message.writeTo(stream, sender);
            assertThat(stream.toByteArray()).isEqualTo(expected);

            ByteArrayOutputStream coded = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(coded);
            message.writeTo(out, sender);
            out.flush();
            assertThat(coded.toByteArray()).isEqualTo(expected);
        }
    }

    @Test
    void a_spec_is_read_from_a_request() {
        WatchCreateRequest request = WatchCreateRequest.newBuilder()
                .setWatchId(4)
                .setKey(ByteString.copyFromUtf8("a"))
                .setRangeEnd(ByteString.copyFromUtf8("b"))
                .setStartRevision(9)
                .setPrevKv(true)
                .setProgressNotify(true)
                .setFragment(true)
                .addFilters(WatchCreateRequest.FilterType.NODELETE)
                .addFilters(WatchCreateRequest.FilterType.NOPUT)
                .addFiltersValue(17)
                .build();
        WatchSpec spec = WatchSpec.from(request);
        assertThat(spec.watchId()).isEqualTo(4);
        assertThat(spec.range()).isEqualTo(KeyRange.prefix(Bytes.fromUtf8("a")));
        assertThat(spec.startRevision()).isEqualTo(9);
        assertThat(spec.wishes()).containsExactlyInAnyOrder(WatchWish.values());
    }

    @Test
    void an_empty_request_watches_the_least_key() {
        WatchSpec spec = WatchSpec.from(WatchCreateRequest.getDefaultInstance());
        assertThat(spec.range()).isEqualTo(KeyRange.single(Bytes.fromHex("00")));
        assertThat(spec.wishes()).isEmpty();
    }
}
