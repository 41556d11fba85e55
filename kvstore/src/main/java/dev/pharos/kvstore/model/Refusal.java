package dev.pharos.kvstore.model;

import dev.pharos.wire.error.EtcdError;

/**
 * Why a request is not carried out: an answer to the one who asked, the same on every member, with nothing
 * changed. Thrown where it is found and turned into an answer where the request came in.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final EtcdError error;

    public Refusal(EtcdError error) {
        // No stack trace: clients can cause these by the thousand.
        super(error.message(), null, false, false);
        this.error = error;
    }

    public EtcdError error() {
        return error;
    }
}
