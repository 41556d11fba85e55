package dev.pharos.kvstore.backend;

/** Rows were asked for after the backend was closed: the member is stopping. */
public final class BackendClosed extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    BackendClosed() {
        super("the store is closed");
    }
}
