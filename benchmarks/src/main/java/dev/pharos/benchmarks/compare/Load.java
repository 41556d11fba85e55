package dev.pharos.benchmarks.compare;

/** One of the loads that a visit runs, by the name that {@code --only} takes. */
record Load(String name, Step step) {
    interface Step {
        void run(Visit visit) throws InterruptedException;
    }
}
