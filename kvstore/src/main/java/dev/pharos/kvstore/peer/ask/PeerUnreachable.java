package dev.pharos.kvstore.peer.ask;

/** No usable answer came. What was asked may have been done, if it was more than a question. */
public final class PeerUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PeerUnreachable(String text) {
        super(text, null, false, false);
    }
}
