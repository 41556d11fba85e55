package dev.pharos.kvstore.chaos.network;

/**
 * What becomes of what one member sends to another.
 *
 * @param mostDelayMillis bytes are late by up to this much, and by half of it at least
 * @param refusedPercent of the connections that the first tries to make to the second
 */
public record Weather(Passage passage, int mostDelayMillis, int refusedPercent) {
    public static final Weather FAIR = new Weather(Passage.FREE, 0, 0);

    /** Nothing arrives, and nobody is told. What was sent arrives when it is over, as TCP has it. */
    public static final Weather HOLE = new Weather(Passage.HELD, 0, 0);

    /** For those who also end the connections that exist. */
    public static final Weather CUT = new Weather(Passage.HELD, 0, 100);

    /** Whether bytes get through at all. */
    public enum Passage {
        FREE,
        HELD
    }

    public static Weather slow(int mostDelayMillis) {
        return new Weather(Passage.FREE, mostDelayMillis, 0);
    }

    public static Weather unwelcoming(int refusedPercent) {
        return new Weather(Passage.FREE, 0, refusedPercent);
    }
}
