package dev.pharos.kvstore.listen;

import java.time.Duration;

/** One bound address. */
interface Door {
    /** The port, or -1 for a unix socket. */
    int port();

    /** Accepts nobody any more, and tells those inside to come to an end. */
    void refuseNew();

    /** Whether everybody has left within this time. */
    boolean awaitEmpty(Duration time) throws InterruptedException;

    /** Closes what is still open. */
    void cut();
}
