package dev.pharos.kvstore.watch.protocol;

/** What a client's call says about the stream as a whole. */
public record StreamOptions(LeaderNeed leaderNeed) {
    public static final StreamOptions DEFAULT = new StreamOptions(LeaderNeed.NOT_NEEDED);

    /** Whether the stream should end when the member loses its leader (rule 6.20). */
    public enum LeaderNeed {
        NEEDED,
        NOT_NEEDED
    }
}
