package dev.pharos.kvstore.peer.ask;

/** A member answered that it would not. */
public final class PeerRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String text;

    PeerRefusal(int status, String text) {
        super(text.strip(), null, false, false);
        this.text = text.strip();
        this.status = status;
    }

    public String text() {
        return text;
    }

    /** As HTTP numbers it. */
    public int status() {
        return status;
    }
}
