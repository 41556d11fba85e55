package dev.pharos.kvstore.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.watch.MemoryHistory.Change;
import dev.pharos.kvstore.watch.WatchBench.Client;
import dev.pharos.kvstore.watch.WatchJudge.Watched;
import dev.pharos.kvstore.watch.protocol.HubOptions;
import dev.pharos.kvstore.watch.protocol.HubOptions.Turn;
import dev.pharos.kvstore.watch.protocol.WatchSpec;
import dev.pharos.kvstore.watch.protocol.WatchWish;
import dev.pharos.kvstore.watch.source.Handover;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Writers, watchers, slow connections, compactions and delays by chance; the judge looks at every watch. */
class WatchPropertyTest {
    private static final int SEEDS = Integer.getInteger("pharos.watch.seeds", 300);
    private static final int STEPS = 400;
    private static final String[] KEYS = {"a", "a/1", "a/2", "a/3", "b", "b/1", "c"};

    static List<Long> seeds() {
        Long one = Long.getLong("pharos.watch.seed");
        if (one != null) {
            return List.of(one);
        }
        List<Long> seeds = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS; seed += 50) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest(name = "fifty worlds from seed {0}")
    @MethodSource("seeds")
    void every_watch_keeps_its_promises(long first) {
        for (long seed = first; seed < first + 50; seed++) {
            new World(seed).run();
        }
    }

    /** One run. */
    private static final class World {
        final long seed;
        final SplittableRandom random;
        final WatchBench bench;
        final List<Client> clients = new ArrayList<>();
        final List<Map<Long, WatchSpec>> specs = new ArrayList<>();
        long nextId = 1;

        World(long seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            HubOptions options = HubOptions.DEFAULT
                    .recentBytes(random.nextBoolean() ? 2_000 : 1 << 20)
                    .turn(new Turn(1 + random.nextInt(8), 1 + random.nextInt(400)))
                    .fragmentBytes(100 + random.nextInt(300))
                    .progressInterval(Duration.ofMillis(100));
            this.bench = new WatchBench(options, new Handover(3 + random.nextInt(30), 1 << 20), seed);
            int count = 1 + random.nextInt(4);
            for (int i = 0; i < count; i++) {
                clients.add(random.nextBoolean() ? bench.client() : bench.slowClient());
                specs.add(new LinkedHashMap<>());
            }
        }

        void run() {
            for (int i = 0; i < STEPS; i++) {
                step();
            }
            for (Client client : clients) {
                client.makeRoomQuietly(Long.MAX_VALUE / 4);
            }
            bench.settle();
            judge();
        }

        private void step() {
            int dice = random.nextInt(100);
            Client client = clients.get(random.nextInt(clients.size()));
            if (dice < 30) {
                write();
            } else if (dice < 50) {
                bench.turn();
            } else if (dice < 58) {
                WatchBench.runOne(bench.atWorker);
            } else if (dice < 66) {
                WatchBench.runOne(bench.atHome);
            } else if (dice < 76) {
                create(client);
            } else if (dice < 80) {
                cancel(client);
            } else if (dice < 90) {
                client.makeRoomQuietly(1 + random.nextInt(6));
            } else if (dice < 92) {
                client.sink.fillUp();
            } else if (dice < 95) {
                bench.engine.requestProgress(client.stream);
            } else if (dice < 97) {
                bench.now += Duration.ofMillis(60).toNanos();
            } else if (dice < 98) {
                bench.history.compact(1 + random.nextLong(bench.history.revision()));
            } else if (dice < 99) {
                bench.handover.lose(bench.history.revision());
            } else {
                bench.settle();
            }
        }

        private void write() {
            Set<String> keys = new java.util.LinkedHashSet<>();
            int count = 1 + (random.nextInt(3) == 0 ? random.nextInt(4) : 0);
            while (keys.size() < count) {
                keys.add(KEYS[random.nextInt(KEYS.length)]);
            }
            Change[] changes = keys.stream()
                    .map(key -> random.nextInt(3) == 0
                            ? Change.delete(key)
                            : Change.put(key, "v".repeat(random.nextInt(60))))
                    .toArray(Change[]::new);
            bench.handover.put(bench.history.txn(changes));
        }

        private void create(Client client) {
            Map<Long, WatchSpec> known = specs.get(clients.indexOf(client));
            long id = nextId++;
            Set<WatchWish> wishes = EnumSet.noneOf(WatchWish.class);
            for (WatchWish wish : WatchWish.values()) {
                if (random.nextInt(4) == 0) {
                    wishes.add(wish);
                }
            }
            WatchSpec spec = new WatchSpec(id, range(), start(), wishes);
            known.put(id, spec);
            bench.engine.create(client.stream, spec);
        }

        private KeyRange range() {
            Bytes key = Bytes.fromUtf8(KEYS[random.nextInt(KEYS.length)]);
            return switch (random.nextInt(6)) {
                case 0, 1 -> KeyRange.single(key);
                case 2, 3 -> KeyRange.prefix(key);
                case 4 -> KeyRange.fromKey(key);
                default -> KeyRange.all();
            };
        }

        private long start() {
            long revision = bench.history.revision();
            return switch (random.nextInt(4)) {
                case 0, 1 -> 0;
                case 2 -> 1 + random.nextLong(revision);
                default -> Math.max(1, revision - 5 + random.nextInt(12));
            };
        }

        private void cancel(Client client) {
            Map<Long, WatchSpec> known = specs.get(clients.indexOf(client));
            if (!known.isEmpty()) {
                List<Long> ids = List.copyOf(known.keySet());
                bench.engine.cancel(client.stream, ids.get(random.nextInt(ids.size())));
            }
        }

        private void judge() {
            WatchJudge judge =
                    new WatchJudge(Protos.events(bench.history.everything()), bench.history.compactRevision());
            for (int i = 0; i < clients.size(); i++) {
                Client client = clients.get(i);
                assertThat(client.sink.overruns()).as("seed %d", seed).isZero();
                for (WatchSpec spec : specs.get(i).values()) {
                    Watched watched = watched(spec, client.sink.responses());
                    assertThat(judge.judgeComplete(watched, bench.history.revision()))
                            .as("seed %d, %s", seed, spec)
                            .isEmpty();
                }
            }
            assertThat(bench.gauges.slowWatchers()).as("seed %d", seed).isZero();
            assertThat(bench.gauges.pendingEvents()).as("seed %d", seed).isZero();
        }
    }

    static Watched watched(WatchSpec spec, List<WatchResponse> responses) {
        List<WatchResponse> own = new ArrayList<>();
        for (WatchResponse response : responses) {
            boolean progressOfAll = response.getWatchId() == -1 && !response.getCreated();
            boolean over = !own.isEmpty() && own.get(own.size() - 1).getCanceled();
            if (response.getWatchId() == spec.watchId() || (progressOfAll && !own.isEmpty() && !over)) {
                own.add(response);
            }
        }
        return new Watched(Protos.request(spec), own);
    }
}
