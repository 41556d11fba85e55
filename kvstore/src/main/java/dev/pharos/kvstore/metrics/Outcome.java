package dev.pharos.kvstore.metrics;

/** How something ended, for metrics that tell only that. */
public enum Outcome {
    SUCCESS,
    FAILURE;

    /** The value of labels called {@code success}. */
    String label() {
        return this == SUCCESS ? "true" : "false";
    }
}
