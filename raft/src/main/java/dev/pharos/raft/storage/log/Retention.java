package dev.pharos.raft.storage.log;

/**
 * How many segments stay on disk although a start does not need them, for members that lag: so many always, and
 * up to so many while such a member may be about to come back. Never does more stay than is free besides.
 */
public record Retention(int usually, int atMost) {
    private static final int MANY = 32;

    /** What a start needs; more while a member that lags lets itself be heard. */
    public static final Retention SMALL = keeping(1);

    public Retention {
        if (usually < 1 || atMost < usually) {
            throw new IllegalArgumentException("no keeping of " + usually + " segments and at most " + atMost);
        }
    }

    /** So many always, and up to two gigabytes in segments of the usual size for a member that is coming back. */
    public static Retention keeping(int usually) {
        return new Retention(usually, Math.max(usually, MANY));
    }
}
