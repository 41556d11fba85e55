package dev.pharos.raft.node;

import dev.pharos.raft.core.Ready.Recall;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.storage.past.PastLog;
import java.util.List;

/** Reads back from disk what members that lag are to get. Who cannot get the entries gets a snapshot. */
final class LogReader extends Duty<Recall> {
    private static final int MOST_AT_ONCE = 16;

    private final PastLog past;
    private final long maxBytes;
    private final RecalledSink sink;

    /** Hears of each recall, in order; without entries if they could not be read. */
    interface RecalledSink {
        void recalled(Recall recall, List<Entry> entries);
    }

    LogReader(PastLog past, long maxBytes, RecalledSink sink) {
        super("the log reader", new Mailbox<>(Integer.MAX_VALUE), MOST_AT_ONCE);
        this.past = past;
        this.maxBytes = maxBytes;
        this.sink = sink;
    }

    /** On the loop, one at a time for each member. */
    void read(Recall recall) {
        mailbox().put(recall);
    }

    @Override
    void take(List<Recall> recalls) {
        for (Recall recall : recalls) {
            sink.recalled(recall, past.read(recall.member(), recall.span(), maxBytes));
        }
    }

    @Override
    void ended() {
        past.close();
    }
}
