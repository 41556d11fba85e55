package dev.pharos.kvstore.chaos;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.chaos.Tape.Taken;
import dev.pharos.kvstore.watch.WatchJudge;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest.FilterType;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Watches that go on over the ends of servers, each from where it was. Owned by the test's thread. */
final class Tapes {
    private static final int MOST = 9;

    private final List<Tape> running = new ArrayList<>();
    private final List<Tape> cut = new ArrayList<>();
    private long judged;

    /** Some more, from the present, from the past and from the future. */
    void begin(Supplier<Connection> connections, int cycle, long revision, SplittableRandom random) {
        while (running.size() < MOST) {
            running.add(Tape.record(connections.get(), request(cycle, revision, random)));
        }
    }

    private static WatchCreateRequest request(int cycle, long revision, SplittableRandom random) {
        String[] prefixes = {"hot/", Load.hotKeys(cycle), LeaseClient.PREFIX, PairClient.PREFIX, ""};
        String prefix = prefixes[random.nextInt(prefixes.length)];
        WatchCreateRequest.Builder request = WatchCreateRequest.newBuilder()
                .setPrevKv(random.nextBoolean())
                .setProgressNotify(random.nextBoolean())
                .setFragment(random.nextBoolean());
        Bytes start = Bytes.fromUtf8(prefix);
        KeyRange range = prefix.isEmpty() ? KeyRange.all() : KeyRange.prefix(start);
        request.setKey(range.key().toByteString()).setRangeEnd(range.rangeEnd().toByteString());
        switch (random.nextInt(4)) {
            case 0 -> request.setStartRevision(revision + 1 + random.nextInt(50));
            case 1 -> request.setStartRevision(revision);
            default -> request.setStartRevision(0);
        }
        if (random.nextInt(4) == 0) {
            request.addFilters(random.nextBoolean() ? FilterType.NOPUT : FilterType.NODELETE);
        }
        return request.build();
    }

    /** All keys. */
    static WatchCreateRequest everythingFrom(long revision) {
        ByteString all = ByteString.copyFrom(new byte[1]);
        return WatchCreateRequest.newBuilder()
                .setKey(all)
                .setRangeEnd(all)
                .setStartRevision(revision)
                .build();
    }

    /** The server is gone; every watch goes on at the next one. */
    void resume(Connection connection) {
        for (int i = 0; i < running.size(); i++) {
            Tape ended = running.get(i);
            ended.awaitEnd();
            cut.add(ended);
            running.set(i, Tape.record(connection, ended.resumed()));
        }
    }

    /** Of several servers one may be gone; its watches go on anywhere. */
    void resumeEnded(Supplier<Connection> connections) {
        for (int i = 0; i < running.size(); i++) {
            Tape ended = running.get(i);
            if (ended.isEnded() || ended.isCanceled()) {
                cut.add(ended);
                running.set(i, Tape.record(connections.get(), ended.resumed()));
            }
        }
    }

    /**
     * What promises were broken.
     *
     * @param learnMore brings the truth up to what the watches may have heard meanwhile, as leases go on ending
     */
    List<String> judge(Truth truth, long compactRevision, Runnable learnMore) {
        long through = truth.revision();
        List<Taken> ended = cut.stream().map(Tape::taken).toList();
        List<Taken> complete =
                running.stream().map(tape -> tape.await(through).taken()).toList();
        learnMore.run();
        WatchJudge judge = new WatchJudge(truth.events(), compactRevision);
        List<String> broken = new ArrayList<>();
        ended.forEach(taken -> broken.addAll(judge.judge(taken.watched())));
        complete.forEach(taken -> broken.addAll(judge.judgeComplete(taken.watched(), taken.reached())));
        judged += ended.size() + complete.size();
        cut.clear();
        return broken;
    }

    /** Makes room for others. */
    void dropSome(SplittableRandom random) {
        for (int i = running.size() - 1; i >= 0; i--) {
            if (random.nextInt(3) == 0) {
                running.remove(i).close();
            }
        }
    }

    /** By the end of which a watch has heard a lease's end, it must have lasted its time. */
    List<String> prematureEnds(Leases leases, Truth truth) {
        List<String> broken = new ArrayList<>();
        List<Tape> all = new ArrayList<>(cut);
        all.addAll(running);
        for (Tape tape : all) {
            tape.heard().filter(heard -> !Truth.isPut(heard.event())).forEach(heard -> {
                long at = Truth.revisionOf(heard.event());
                truth.pairAt(heard.event().getKv().getKey().toStringUtf8(), at - 1)
                        .flatMap(pair -> leases.find(pair.getLease()))
                        .filter(lease -> lease.expires() && !lease.wasAskedToEnd())
                        .filter(lease -> heard.nanos() - lease.askedNanos() < lease.ttl() * 1_000_000_000L)
                        .ifPresent(lease -> broken.add("lease " + lease.id() + " ended early: "
                                + (heard.nanos() - lease.askedNanos()) / 1_000_000 + " ms"));
            });
        }
        return broken;
    }

    long judged() {
        return judged;
    }

    void close() {
        running.forEach(Tape::close);
    }
}
