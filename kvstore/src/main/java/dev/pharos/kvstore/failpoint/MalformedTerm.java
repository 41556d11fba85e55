package dev.pharos.kvstore.failpoint;

/** What was given for a failpoint cannot be read; the message says where and why. */
public final class MalformedTerm extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    MalformedTerm(String message) {
        super(message);
    }
}
