package dev.pharos.benchmarks.load;

import org.jspecify.annotations.Nullable;

/** A load that could not be carried out, so that there is nothing to report. */
public final class LoadFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LoadFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
