package dev.pharos.kvstore.service;

/** Counts what does not pass the log. Any thread; must not block. */
public interface OperationCounts {
    /** For those who do not count. */
    OperationCounts NONE = new OperationCounts() {
        @Override
        public void ranged() {}

        @Override
        public void renewed() {}
    };

    void ranged();

    void renewed();
}
