package dev.pharos.kvstore.mvcc;

/** Hears of the compactor's work. On its thread; must not block. */
public interface CompactionMeter {
    /** For those who do not count. */
    CompactionMeter NONE = new CompactionMeter() {
        @Override
        public void batch(long nanos, long removedRevisions) {}

        @Override
        public void index(long nanos) {}

        @Override
        public void finished(long nanos) {}
    };

    /** Records were looked at, and some of them removed, with one write. */
    void batch(long nanos, long removedRevisions);

    /** The index was searched for keys that went unnoticed; nearly always there is nothing to search for. */
    void index(long nanos);

    /** All of a compaction, its pauses included. */
    void finished(long nanos);
}
