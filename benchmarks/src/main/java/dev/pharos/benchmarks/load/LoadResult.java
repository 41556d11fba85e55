package dev.pharos.benchmarks.load;

/** What a load saw: answers, refusals (with the first one's text), the time it took and the time of each. */
public record LoadResult(long answers, long failures, String firstFailure, long nanos, Latencies latencies) {
    public double perSecond() {
        return answers * 1e9 / Math.max(1, nanos);
    }

    public double micros(double share) {
        return latencies.percentile(share) / 1e3;
    }

    /**
     * This result, if its figures mean anything.
     *
     * @throws LoadFailure if more than one request in a thousand failed
     */
    public LoadResult verified() {
        if (failures * 1000 > answers) {
            throw new LoadFailure(failures + " of " + (answers + failures) + " failed: " + firstFailure, null);
        }
        return this;
    }
}
