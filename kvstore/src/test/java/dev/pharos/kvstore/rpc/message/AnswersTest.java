package dev.pharos.kvstore.rpc.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import dev.pharos.kvstore.backend.Backend;
import dev.pharos.kvstore.backend.BackendOptions;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.model.KeyValue.Facts;
import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.model.RangeQuery.Content;
import dev.pharos.kvstore.model.RangeResult;
import dev.pharos.kvstore.mvcc.LeaseRows;
import dev.pharos.kvstore.mvcc.MvccStore;
import dev.pharos.kvstore.mvcc.ReadView;
import dev.pharos.kvstore.mvcc.StoreOptions;
import dev.pharos.kvstore.mvcc.WriteTxn;
import dev.pharos.kvstore.mvcc.read.RangeSize;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeStreamResponse;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersTest {
    private static final ResponseHeader HEADER = ResponseHeader.newBuilder()
            .setClusterId(-1)
            .setMemberId(2)
            .setRevision(300)
            .setRaftTerm(4)
            .build();

    @Test
    void a_range_answer_is_the_message_that_protobuf_would_build() throws Exception {
        for (int pairs : new int[] {0, 1, 3, 200}) {
            for (boolean more : new boolean[] {true, false}) {
                RangeResult result = new RangeResult(pairs(pairs), more, pairs * 2L);

                assertThat(bytes(new RangeAnswer(HEADER, result)))
                        .isEqualTo(expected(result).toByteArray());
            }
        }
    }

    @Test
    void an_answer_without_anything_is_no_bytes_but_its_header() throws Exception {
        RangeAnswer empty = new RangeAnswer(ResponseHeader.getDefaultInstance(), new RangeResult(List.of(), false, 0));

        assertThat(RangeResponse.parseFrom(bytes(empty)))
                .isEqualTo(RangeResponse.newBuilder()
                        .setHeader(ResponseHeader.getDefaultInstance())
                        .build());
    }

    @Test
    void pieces_are_ranges_of_which_only_the_last_says_what_holds_for_the_whole() throws Exception {
        RangeResult result = new RangeResult(pairs(5), true, 9);
        List<Bytes> encoded = result.kvs().stream().map(KeyValue::encoded).toList();

        assertThat(bytes(new InnerAnswer(1, PieceAnswer.middle(encoded))))
                .isEqualTo(RangeStreamResponse.newBuilder()
                        .setRangeResponse(expected(result).toBuilder()
                                .clearHeader()
                                .clearMore()
                                .clearCount())
                        .build()
                        .toByteArray());
        assertThat(bytes(new InnerAnswer(1, PieceAnswer.last(encoded, HEADER, true, 9))))
                .isEqualTo(RangeStreamResponse.newBuilder()
                        .setRangeResponse(expected(result))
                        .build()
                        .toByteArray());
    }

    @Test
    void a_scan_answer_is_the_same_message_as_one_made_at_once(@TempDir Path home) throws Exception {
        try (Backend backend = Backend.open(home, new BackendOptions(4 << 20, 4 << 20, 2));
                MvccStore store = MvccStore.open(backend, StoreOptions.DEFAULT, LeaseRows.IGNORED)) {
            fill(store, 3_000);
            ReadView view = store.view();
            RangeQuery all = RangeQuery.of(KeyRange.all());
            for (RangeQuery query : List.of(
                    all,
                    all.limit(2_500),
                    all.limit(3_000),
                    all.content(Content.KEYS_ONLY),
                    all.at(1_000),
                    RangeQuery.of(KeyRange.single(Bytes.fromUtf8("none"))),
                    all.filter(new RangeQuery.Filter(100, 900, 0, 0)))) {
                ScanAnswer scanned = new ScanAnswer(HEADER, view.size(query), view.scan(query));

                assertThat(bytes(scanned)).as("%s", query).isEqualTo(bytes(new RangeAnswer(HEADER, view.range(query))));
            }
        }
    }

    @Test
    void a_scan_that_a_compaction_overtakes_fails_as_a_stream_does(@TempDir Path home) {
        try (Backend backend = Backend.open(home, new BackendOptions(4 << 20, 4 << 20, 2));
                MvccStore store = MvccStore.open(backend, StoreOptions.DEFAULT, LeaseRows.IGNORED)) {
            fill(store, 2_000);
            RangeQuery old = RangeQuery.of(KeyRange.all()).at(1_500);
            ReadView view = store.view();
            ScanAnswer answer = new ScanAnswer(HEADER, view.size(old), view.scan(old));
            fill(store, 2_000);
            var removed = store.compact(store.stagedRevision());
            store.publish();
            removed.join();

            assertThatThrownBy(() -> bytes(answer)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_scan_that_gives_other_bytes_than_announced_fails_and_writes_none_beyond(@TempDir Path home)
            throws Exception {
        try (Backend backend = Backend.open(home, new BackendOptions(4 << 20, 4 << 20, 2));
                MvccStore store = MvccStore.open(backend, StoreOptions.DEFAULT, LeaseRows.IGNORED)) {
            fill(store, 2_000);
            ReadView view = store.view();
            RangeQuery all = RangeQuery.of(KeyRange.all());
            RangeSize size = view.size(all);
            for (int difference : new int[] {-100_000, -1, 1, 100_000}) {
                RangeSize wrong = new RangeSize(size.pairBytes() + difference, size.more(), size.count());
                ScanAnswer answer = new ScanAnswer(HEADER, wrong, view.scan(all));
                ByteArrayOutputStream target = new ByteArrayOutputStream();
                CodedOutputStream out = CodedOutputStream.newInstance(target);

                assertThatThrownBy(() -> answer.writeTo(out))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("%d bytes were announced", wrong.pairBytes());
                out.flush();
                assertThat(target.size()).isLessThan((int) answer.sizeBytes());
            }
        }
    }

    private static void fill(MvccStore store, int keys) {
        for (int i = 0; i < keys; i++) {
            WriteTxn txn = store.begin();
            txn.put(Bytes.fromUtf8("key-%05d".formatted(i)), Bytes.fromUtf8("value ".repeat(1 + i % 40)), 0);
            txn.end();
        }
        store.publish();
    }

    @Test
    void a_stream_gives_the_same_bytes_drained_or_read_in_small_portions() throws Exception {
        WireAnswer answer = new RangeAnswer(HEADER, new RangeResult(pairs(700), true, 800));
        byte[] expected = bytes(answer);
        AnswerStream drained = new AnswerStream(answer);
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        assertThat(drained.available()).isEqualTo(expected.length);
        assertThat(drained.drainTo(target)).isEqualTo(expected.length);

        assertThat(target.toByteArray()).isEqualTo(expected);
        assertThat(drained.available()).isZero();
        assertThat(drained.read()).isEqualTo(-1);
        assertThat(drained.drainTo(target)).isZero();
        assertThat(readInPortions(new AnswerStream(answer))).isEqualTo(expected);
    }

    @Test
    void a_stream_that_was_read_from_says_what_is_left_and_is_not_drained() throws Exception {
        WireAnswer answer = new RangeAnswer(HEADER, new RangeResult(pairs(2), false, 2));
        AnswerStream stream = new AnswerStream(answer);
        assertThat(stream.read()).isEqualTo(bytes(answer)[0]);

        assertThat(stream.available()).isEqualTo(bytes(answer).length - 1);
        assertThat(stream.drainTo(new ByteArrayOutputStream())).isZero();
    }

    private static byte[] readInPortions(InputStream stream) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] portion = new byte[7];
        for (int got = stream.read(portion, 0, 7); got > 0; got = stream.read(portion, 0, 7)) {
            read.write(portion, 0, got);
        }
        return read.toByteArray();
    }

    private static byte[] bytes(WireAnswer answer) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(target);
        answer.writeTo(out);
        out.flush();
        assertThat(answer.sizeBytes()).isEqualTo(target.size());
        return target.toByteArray();
    }

    private static List<KeyValue> pairs(int count) {
        List<KeyValue> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pairs.add(KeyValue.of(
                    Bytes.wrapUnsafe(("k" + i).getBytes(UTF_8)),
                    Bytes.fromUtf8("v".repeat(i * 3)),
                    new Facts(i + 1, i + 2, 3, i % 2)));
        }
        return pairs;
    }

    private static RangeResponse expected(RangeResult result) throws IOException {
        RangeResponse.Builder response = RangeResponse.newBuilder()
                .setHeader(HEADER)
                .setMore(result.more())
                .setCount(result.count());
        for (KeyValue pair : result.kvs()) {
            response.addKvs(dev.pharos.wire.proto.mvccpb.KeyValue.parseFrom(
                    pair.encoded().toByteString()));
        }
        return response.build();
    }
}
