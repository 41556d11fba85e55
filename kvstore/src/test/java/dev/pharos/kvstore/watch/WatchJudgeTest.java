package dev.pharos.kvstore.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.watch.MemoryHistory.Change;
import dev.pharos.kvstore.watch.WatchBench.Client;
import dev.pharos.kvstore.watch.WatchJudge.Watched;
import dev.pharos.kvstore.watch.protocol.WatchWish;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import dev.pharos.wire.proto.mvccpb.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A true recording is falsified in every way that the judge must see. */
class WatchJudgeTest {
    private final WatchBench bench = new WatchBench();
    private final WatchCreateRequest request = Protos.request(WatchBench.prefix("a", WatchWish.PREVIOUS)).toBuilder()
            .build();
    private List<WatchResponse> recording;
    private WatchJudge judge;

    /** Created, a1 at 2, a1 and a2 at 3, progress 3, a1 deleted at 4, a2 at 6; b at 5. */
    @BeforeEach
    void record() {
        Client client = bench.client();
        client.create(WatchBench.prefix("a", WatchWish.PREVIOUS));
        bench.put("a1", "1");
        bench.txn(Change.put("a1", "2"), Change.put("a2", "2"));
        client.askProgress();
        bench.delete("a1");
        bench.put("b", "1");
        bench.put("a2", "3");
        recording = client.sink.responses();
        judge = new WatchJudge(Protos.events(bench.history.everything()), 0);
    }

    private void falsify(Consumer<List<WatchResponse>> change, String verdict) {
        List<WatchResponse> changed = new ArrayList<>(recording);
        change.accept(changed);
        assertThat(judge.judge(new Watched(request, changed)))
                .anySatisfy(sentence -> assertThat(sentence).contains(verdict));
    }

    private static Consumer<List<WatchResponse>> edit(int index, UnaryOperator<WatchResponse.Builder> edit) {
        return all -> all.set(index, edit.apply(all.get(index).toBuilder()).build());
    }

    @Test
    void a_true_recording_passes() {
        assertThat(recording).hasSize(6);
        assertThat(judge.judgeComplete(new Watched(request, recording), 6)).isEmpty();
    }

    @Test
    void filter() {
        Event foreign = Protos.events(bench.history.everything()).get(4);
        falsify(edit(4, response -> response.addEvents(foreign)), "not asked for");
    }

    @Test
    void ordered() {
        falsify(all -> all.add(1, all.remove(2)), "out of order");
    }

    @Test
    void unique() {
        falsify(all -> all.add(5, all.get(4)), "twice");
    }

    @Test
    void atomic() {
        falsify(
                all -> {
                    WatchResponse whole = all.get(2);
                    all.set(2, whole.toBuilder().removeEvents(1).build());
                    all.add(3, whole.toBuilder().removeEvents(0).build());
                },
                "came in two answers");
    }

    @Test
    void bookmarkable() {
        falsify(all -> all.add(1, all.remove(3)), "behind progress");
        falsify(
                edit(
                        3,
                        response -> response.setHeader(
                                response.getHeader().toBuilder().setRevision(2))),
                "progress went back");
    }

    @Test
    void resumable() {
        falsify(all -> all.remove(1), "expected");
    }

    @Test
    void reliable() {
        falsify(all -> all.remove(4), "expected");
        assertThat(judge.judgeComplete(new Watched(request, recording.subList(0, 5)), 6))
                .anySatisfy(sentence -> assertThat(sentence).contains("missing"));
    }

    @Test
    void a_progress_notice_promises_that_nothing_before_it_is_missing() {
        falsify(
                all -> {
                    all.subList(4, 6).clear();
                    all.set(
                            3,
                            all.get(3).toBuilder()
                                    .setHeader(
                                            all.get(3).getHeader().toBuilder().setRevision(4))
                                    .build());
                },
                "missing");
    }

    @Test
    void previous_pairs() {
        falsify(
                edit(
                        5,
                        response -> response.setEvents(
                                0, response.getEvents(0).toBuilder().clearPrevKv())),
                "no previous");
        falsify(
                edit(
                        5,
                        response -> response.setEvents(
                                0,
                                response.getEvents(0).toBuilder()
                                        .setPrevKv(recording.get(1).getEvents(0).getKv()))),
                "wrong previous");
    }

    @Test
    void contents() {
        falsify(
                edit(
                        5,
                        response -> response.setEvents(
                                0,
                                response.getEvents(0).toBuilder()
                                        .setKv(response.getEvents(0).getKv().toBuilder()
                                                .setVersion(7)))),
                "expected");
    }

    @Test
    void created_first_and_nothing_after_the_end() {
        falsify(all -> all.remove(0), "first answer");
        falsify(
                all -> all.add(4, WatchResponse.newBuilder().setCanceled(true).build()),
                "after the watch was canceled");
    }

    @Test
    void fragments() {
        falsify(edit(2, response -> response.setFragment(true)), "nobody asked for");
        falsify(edit(5, response -> response.setFragment(true)), "last fragment is missing");
    }
}
