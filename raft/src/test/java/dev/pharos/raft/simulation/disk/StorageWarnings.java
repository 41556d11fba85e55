package dev.pharos.raft.simulation.disk;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Storage warns of every torn write and every spare it cannot make; thousands of planned ones hide the rest. */
public final class StorageWarnings {
    /** Held, because the logging framework forgets levels of loggers that nobody holds. */
    private static final Logger STORAGE = Logger.getLogger("dev.pharos.raft.storage");

    private StorageWarnings() {}

    public static void off() {
        STORAGE.setLevel(Level.OFF);
    }
}
