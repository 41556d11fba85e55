package dev.pharos.kvstore.lease;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a class warns of meanwhile. */
final class Warnings extends Handler {
    private final List<String> messages = new CopyOnWriteArrayList<>();

    static List<String> of(Class<?> type, Runnable work) {
        Logger logger = Logger.getLogger(type.getName());
        Warnings warnings = new Warnings();
        logger.addHandler(warnings);
        try {
            work.run();
        } finally {
            logger.removeHandler(warnings);
        }
        return warnings.messages;
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
            messages.add(entry.getMessage());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
