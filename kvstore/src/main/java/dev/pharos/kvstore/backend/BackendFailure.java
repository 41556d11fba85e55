package dev.pharos.kvstore.backend;

import org.jspecify.annotations.Nullable;

/**
 * The rows cannot be read or written, or are not what this version understands. The member stops: what the
 * disk holds after a failed write is not known, and the raft log brings it back.
 */
public final class BackendFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BackendFailure(String text) {
        super(text);
    }

    BackendFailure(String text, @Nullable Throwable cause) {
        super(text, cause);
    }
}
