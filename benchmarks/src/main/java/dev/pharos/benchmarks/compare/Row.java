package dev.pharos.benchmarks.compare;

import java.util.OptionalDouble;

/** The lines of the table, in its order: what is measured, in which unit, and what Pharos wants to reach. */
enum Row {
    START("fresh start to the first put", "s", Better.LESS),
    COLD_PUT("first 10,000 puts after the start, 64 outstanding", "/s", Better.MORE),
    READY("kill -9 and start, small store, to the line that it is ready", "s", Better.LESS),
    READY_CPU("the same, processor", "s CPU", Better.LESS),
    FIRST_P50("first second, 500 requests planned, p50", "ms", Better.LESS),
    FIRST_P99("first second, p99", "ms", Better.LESS),
    FIRST_MAX("first second, longest", "ms", Better.LESS, 200),
    FIRST_OVER_50("first second, above 50 ms", "requests", Better.LESS),
    FIRST_OVER_200("first second, above 200 ms", "requests", Better.LESS),
    FIRST_CPU("first second, processor of the server", "s CPU", Better.LESS),
    BURST_P50("300 requests at once on 300 new connections, p50", "ms", Better.LESS),
    BURST_P99("300 at once, p99", "ms", Better.LESS),
    BURST_MAX("300 at once, longest", "ms", Better.LESS, 200),
    BURST_OVER_50("300 at once, above 50 ms", "requests", Better.LESS),
    BURST_OVER_200("300 at once, above 200 ms", "requests", Better.LESS),
    BURST_CPU("300 at once, processor of the server", "s CPU", Better.LESS),
    BURST_AGAIN_MAX("300 at once on a server of ten seconds, longest", "ms", Better.LESS),
    PUT_ONE("put, 1 client", "/s", Better.MORE, Goal.NO_WORSE),
    PUT_ONE_P50("put, 1 client, p50", "us", Better.LESS),
    PUT_ONE_P99("put, 1 client, p99", "us", Better.LESS),
    PUT_ONE_CPU("put, 1 client", "us CPU", Better.LESS),
    PUT_MANY_CPU("put, 1,000 outstanding", "us CPU", Better.LESS, 15),
    PUT_MANY("put, 1,000 outstanding", "/s", Better.MORE),
    PUT_MANY_P99("put, 1,000 outstanding, p99", "ms", Better.LESS),
    PUT_H2_CPU("put, h2load 32 x 32", "us CPU", Better.LESS, 15),
    PUT_H2("put, h2load 32 x 32", "/s", Better.MORE),
    PUT_PACED_P50("put, 4,000/s planned, p50", "us", Better.LESS),
    PUT_PACED_P99("put, 4,000/s planned, p99", "us", Better.LESS),
    PUT_PACED_P999("put, 4,000/s planned, p99.9", "us", Better.LESS),
    PUT_64K("put of 64 KiB, 64 outstanding", "MB/s", Better.MORE),
    GET_CPU("linearizable get, 1,000 outstanding", "us CPU", Better.LESS, 10),
    GET("linearizable get, 1,000 outstanding", "/s", Better.MORE),
    GET_P99("linearizable get, 1,000 outstanding, p99", "ms", Better.LESS),
    GET_ONE("linearizable get, 1 client", "/s", Better.MORE),
    GET_H2_CPU("linearizable get, h2load 32 x 32", "us CPU", Better.LESS, 10),
    GET_H2("linearizable get, h2load 32 x 32", "/s", Better.MORE),
    GET_SERIALIZABLE_CPU("serializable get, 1,000 outstanding", "us CPU", Better.LESS),
    TXN_CPU("txn: compare, put 512 B", "us CPU", Better.LESS),
    TXN("txn: compare, put 512 B", "/s", Better.MORE),
    GRANT_CPU("LeaseGrant, 256 outstanding", "us CPU", Better.LESS, 30),
    GRANT("LeaseGrant, 256 outstanding", "/s", Better.MORE),
    RENEW_CPU("keep-alive, a stream each, 256 outstanding", "us CPU", Better.LESS, 15),
    RENEW("keep-alive, a stream each, 256 outstanding", "/s", Better.MORE),
    RENEW_OPEN_CPU("keep-alive on 256 open streams", "us CPU", Better.LESS, 15),
    WATCH_SQUARE_CPU("watch 100 streams x 100, 5 puts/s", "us CPU/event", Better.LESS, 2.9),
    WATCH_SQUARE_P99("watch 100 streams x 100, put to event, p99", "ms", Better.LESS),
    WATCH_DEEP_CPU("watch 10 streams x 100, 100 puts/s", "us CPU/event", Better.LESS),
    WATCH_DEEP_P99("watch 10 streams x 100, put to event, p99", "ms", Better.LESS),
    WATCH_WIDE_CPU("watch 100 streams x 1, 300 puts/s", "us CPU/event", Better.LESS),
    WATCH_WIDE_P99("watch 100 streams x 1, put to event, p99", "ms", Better.LESS),
    STALLED_P99("put of 4 KiB, 10 watchers do not read, p99", "ms", Better.LESS),
    STALLED_GROWTH("peak memory above before, 10 watchers do not read", "MB", Better.LESS),
    EXPIRY("mass expiry, last deadline to last key gone", "s", Better.LESS, 15),
    EXPIRY_BEFORE("longest put before the mass expiry", "ms", Better.LESS),
    EXPIRY_STALL("longest put during the mass expiry", "ms", Better.LESS, 100),
    EXPIRY_STALL_P99("put during the mass expiry, p99", "ms", Better.LESS),
    BIG("put of 1 MiB, 64 outstanding", "MB/s", Better.MORE),
    BIG_REFUSED("put of 1 MiB, 64 outstanding, refused", "%", Better.LESS),
    BIG_PEAK("put of 1 MiB, 64 outstanding, peak memory", "MB", Better.LESS),
    FILL("1,000,000 keys of 16 + 256 bytes, 1,000 outstanding", "/s", Better.MORE),
    FILL_CPU("1,000,000 keys of 16 + 256 bytes, 1,000 outstanding", "us CPU", Better.LESS),
    MILLION_MEMORY("resident memory with 1,000,000 keys", "MB", Better.LESS, 700),
    LIMITED_CPU("range limit 1,000 of 1,000,000", "ms CPU", Better.LESS, 1),
    LIMITED_P50("range limit 1,000 of 1,000,000, p50", "ms", Better.LESS, 1),
    COUNT_CPU("count of 1,000,000", "ms CPU", Better.LESS, 1),
    COUNT_P50("count of 1,000,000, p50", "ms", Better.LESS, 1),
    LIST("full list of 1,000,000", "s", Better.LESS, 1.3),
    LIST_CPU("full list of 1,000,000", "s CPU", Better.LESS),
    LIST_GROWTH("full list of 1,000,000, peak above before", "MB", Better.LESS),
    LIST_STALL("longest put during full lists", "ms", Better.LESS),
    RESTART("stop and start with 1,000,000 keys, to the first answer", "s", Better.LESS, 2.6),
    RECOVERY("kill -9 and start with 1,000,000 keys, to the first answer", "s", Better.LESS, 2.6),
    COMPACTION("physical compaction of the overwritten revisions", "s", Better.LESS),
    COMPACTION_STALL("longest put during the compaction", "ms", Better.LESS),
    TEN_MILLION("10,000,000 keys of 16 + 16 bytes, 100 in a transaction", "keys/s", Better.MORE),
    TEN_MILLION_MEMORY("resident memory with 10,000,000 keys", "MB", Better.LESS),
    TEN_MILLION_COUNT("count of 10,000,000, p50", "ms", Better.LESS),
    TEN_MILLION_RESTART("stop and start with 10,000,000 keys, to the first answer", "s", Better.LESS);

    final String title;
    final String unit;
    private final Better better;
    private final double goal;

    Row(String title, String unit, Better better) {
        this(title, unit, better, Double.NaN);
    }

    Row(String title, String unit, Better better, double goal) {
        this.title = title;
        this.unit = unit;
        this.better = better;
        this.goal = goal;
    }

    /** What is to be reached, given etcd's value. */
    OptionalDouble goal(double etcd) {
        if (Double.isNaN(goal) || (goal == Goal.NO_WORSE && Double.isNaN(etcd))) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(goal == Goal.NO_WORSE ? etcd : goal);
    }

    /** By how many times the first value is better than the second. */
    double advantage(double ours, double theirs) {
        return better == Better.MORE ? ours / theirs : theirs / ours;
    }

    private enum Better {
        LESS,
        MORE
    }

    private static final class Goal {
        /** Whatever etcd reaches. */
        static final double NO_WORSE = -1;
    }
}
