package dev.pharos.benchmarks.compare;

import java.util.List;

/** All loads by name, in the order in which a visit runs them. */
final class Loads {
    /** On an empty folder; each leaves what it wrote. */
    static final List<Load> SMALL = List.of(
            new Load("cold", PutLoads::cold),
            new Load("warm-up", PutLoads::warmUp),
            new Load("put-one", PutLoads::one),
            new Load("put", PutLoads::many),
            new Load("put-h2load", PutLoads::h2load),
            new Load("put-paced", PutLoads::paced),
            new Load("get", GetLoads::linearizable),
            new Load("get-h2load", GetLoads::h2load),
            new Load("get-one", GetLoads::one),
            new Load("get-serializable", GetLoads::serializable),
            new Load("txn", PutLoads::update),
            new Load("watch-100x100", WatchLoads::square),
            new Load("watch-10x100", WatchLoads::deep),
            new Load("watch-100x1", WatchLoads::wide),
            new Load("grant", LeaseLoads::grant),
            new Load("keep-alive", LeaseLoads::renew));

    /** Starts of its own, over a folder of its own. */
    static final List<Load> STARTS = List.of(new Load("first-second", StartLoads::firstSecond));

    /** On an empty folder of their own, because they leave much behind. */
    static final List<Load> STRESS = List.of(
            new Load("warm-up", PutLoads::warmUp),
            new Load("expiry", LeaseLoads::expire),
            new Load("put-64k", PutLoads::large),
            new Load("stalled-watch", WatchLoads::stalled),
            new Load("big-values", BigLoads::values));

    /** On an empty folder, which the first one fills. */
    static final List<Load> MILLION = List.of(
            new Load("fill", MillionLoads::fill),
            new Load("range-limit", MillionLoads::limited),
            new Load("count", MillionLoads::count),
            new Load("list", MillionLoads::list),
            new Load("restart", MillionLoads::restart),
            new Load("compact", MillionLoads::compact));

    /** Only when named: it takes minutes. */
    static final List<Load> TEN_MILLION = List.of(new Load("ten-million", BigLoads::tenMillionKeys));

    private Loads() {}
}
