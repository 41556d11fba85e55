package dev.pharos.raft.codec;

/** Bytes that do not say what they should; the text tells where the reading stopped and why. */
public final class MalformedRecord extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedRecord(String reason) {
        super(reason);
    }
}
