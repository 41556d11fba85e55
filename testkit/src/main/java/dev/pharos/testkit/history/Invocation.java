package dev.pharos.testkit.history;

/**
 * A request under way. Exactly one of {@link #completed}, {@link #failed} and {@link #unknown} ends it; one that is
 * never ended counts as unknown.
 */
public final class Invocation<I, O> {
    private enum Phase {
        PENDING,
        COMPLETED,
        FAILED,
        UNKNOWN
    }

    private final HistoryRecorder<I, O> recorder;
    private final int position;
    private Operation<I, O> operation;
    private Phase phase = Phase.PENDING;

    Invocation(HistoryRecorder<I, O> recorder, int position, Operation<I, O> operation) {
        this.recorder = recorder;
        this.position = position;
        this.operation = operation;
    }

    /** The client has its answer. */
    public void completed(O output) {
        end(Phase.COMPLETED);
        long returnedAt = recorder.returned(this);
        operation =
                Operation.completed(operation.client(), operation.input(), operation.invokedAt(), returnedAt, output);
    }

    /** The request was certainly not carried out and never will be; it leaves no trace in the history. */
    public void failed() {
        end(Phase.FAILED);
    }

    /** The client gave up without learning whether the request was or will be carried out. */
    public void unknown() {
        end(Phase.UNKNOWN);
    }

    private void end(Phase end) {
        recorder.assertOwner();
        if (phase != Phase.PENDING) {
            throw new IllegalStateException(operation + " has already ended as " + phase);
        }
        phase = end;
    }

    int position() {
        return position;
    }

    boolean hasFailed() {
        return phase == Phase.FAILED;
    }

    Operation<I, O> operation() {
        return operation;
    }
}
