package dev.pharos.benchmarks.compare;

/** How much is measured: seconds per load, and the numbers of things. */
record Scale(
        int seconds,
        int warmUpSeconds,
        int keys,
        int leases,
        int leaseSeconds,
        int bigValues,
        int lists,
        int overwritten) {
    /** To see that everything runs; its figures mean nothing. */
    static final Scale SMOKE = new Scale(1, 1, 20_000, 500, 2, 20, 1, 5_000);

    /** One visit to each server in about five minutes. */
    static final Scale QUICK = new Scale(4, 10, 1_000_000, 20_000, 15, 500, 2, 100_000);

    /** What is published. */
    static final Scale FULL = new Scale(10, 20, 1_000_000, 100_000, 40, 2_000, 3, 300_000);

    /** The same with other leases: a busy machine may need longer to grant many than they would live. */
    Scale withLeases(int number, int secondsToLive) {
        return new Scale(seconds, warmUpSeconds, keys, number, secondsToLive, bigValues, lists, overwritten);
    }

    static Scale parse(String name) {
        return switch (name) {
            case "smoke" -> SMOKE;
            case "quick" -> QUICK;
            case "full" -> FULL;
            default -> throw new IllegalArgumentException("a scale is smoke, quick or full, not " + name);
        };
    }
}
