package dev.pharos.benchmarks.load;

import io.grpc.Status;
import java.util.function.Consumer;

/** Measures the messages of one answer, as many as are wanted. Owner: the thread of the wire. */
final class Awaited implements Consumer<Boolean> {
    private final Tally tally;
    private final Pending pending;
    private final Runnable afterFirst;
    private final int wanted;
    private int missing;
    private long due;

    Awaited(Tally tally, Pending pending, Runnable afterFirst, int messages, long due) {
        this.tally = tally;
        this.pending = pending;
        this.afterFirst = afterFirst;
        this.wanted = messages;
        this.missing = messages;
        this.due = due;
        pending.begin();
    }

    /** A message, or the end of all. */
    @Override
    public void accept(Boolean isMessage) {
        if (missing == 0) {
            return;
        }
        if (!isMessage) {
            missing = 0;
            tally.failed(Status.UNKNOWN.withDescription("it ended without an answer"));
            pending.end();
            return;
        }
        tally.answered(due);
        due = System.nanoTime();
        if (missing == wanted) {
            afterFirst.run();
        }
        missing--;
        if (missing == 0) {
            pending.end();
        }
    }
}
