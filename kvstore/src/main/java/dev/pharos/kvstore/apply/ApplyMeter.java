package dev.pharos.kvstore.apply;

import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;

/** Hears what was applied and how long it took. On the apply thread; must not block. */
public interface ApplyMeter {
    /** For those who do not count. */
    ApplyMeter NONE = new ApplyMeter() {
        @Override
        public void applied(InternalRaftRequest request, Outcome outcome, long nanos) {}

        @Override
        public void committed(long nanos) {}

        @Override
        public void saved(long nanos) {}
    };

    /** One command. */
    void applied(InternalRaftRequest request, Outcome outcome, long nanos);

    /** The effects of a batch were written. */
    void committed(long nanos);

    /** What was applied has been made durable, for the log to be shortened. On the thread of snapshots. */
    void saved(long nanos);
}
