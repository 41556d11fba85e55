package dev.pharos.client.channel;

import java.util.concurrent.CompletionException;

/** Why a future failed. */
final class Causes {
    private Causes() {}

    /** Without what a stage wraps around it on its way. */
    static Throwable of(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
