package dev.pharos.kvstore.model;

import java.util.concurrent.CompletionException;

/** Why a future failed. */
public final class Causes {
    private Causes() {}

    /** The failure itself, without what stages wrap around it on its way. */
    public static Throwable of(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
