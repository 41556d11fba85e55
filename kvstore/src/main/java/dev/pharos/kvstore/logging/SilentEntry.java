package dev.pharos.kvstore.logging;

/** The entry of a level that is off. */
enum SilentEntry implements LogEntry {
    INSTANCE;

    @Override
    public LogEntry with(String name, Object value) {
        return this;
    }

    @Override
    public LogEntry with(Throwable thrown) {
        return this;
    }

    @Override
    public void write() {
        // The level is off.
    }
}
