package dev.pharos.kvstore.logging;

import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Leads {@code java.util.logging}, and with it {@code System.Logger}, into a {@link ServerLog}: all that
 * our own code logs, and of libraries what is a warning or worse. The JDK's own handlers are removed, so
 * that nothing else gets onto standard error. There is one such destination per process.
 */
public final class LibraryLogs {
    // Held here, since the JDK forgets a logger that nobody holds, and its level with it.
    private static final Logger EVERYTHING = Logger.getLogger("");
    private static final Logger OURS = Logger.getLogger("dev.pharos");
    private static final Logger ACCEPTING = Logger.getLogger("io.netty.bootstrap.ServerBootstrap");

    private LibraryLogs() {}

    public static void leadInto(ServerLog log) {
        LogManager.getLogManager().reset();
        EVERYTHING.addHandler(new Bridge(log));
        EVERYTHING.setLevel(Level.WARNING);
        OURS.setLevel(lowest(log));
        // gRPC wants an option of TCP for every connection, and Netty warns at each one of a unix socket.
        ACCEPTING.setLevel(Level.SEVERE);
    }

    private static Level lowest(ServerLog log) {
        if (log.isEnabled(LogLevel.DEBUG)) {
            return Level.FINE;
        }
        if (log.isEnabled(LogLevel.INFO)) {
            return Level.INFO;
        }
        return log.isEnabled(LogLevel.WARN) ? Level.WARNING : Level.SEVERE;
    }

    private static final class Bridge extends Handler {
        private final ServerLog log;
        private final Formatter formatter = new SimpleFormatter();

        Bridge(ServerLog log) {
            this.log = log;
        }

        @Override
        public void publish(LogRecord entry) {
            LogEntry line = log.entry(level(entry), formatter.formatMessage(entry), place(entry.getLoggerName()));
            Throwable thrown = entry.getThrown();
            if (thrown != null) {
                line = line.with(thrown);
            }
            line.write();
        }

        private static LogLevel level(LogRecord entry) {
            int value = entry.getLevel().intValue();
            if (value >= Level.SEVERE.intValue()) {
                return LogLevel.ERROR;
            }
            if (value >= Level.WARNING.intValue()) {
                return LogLevel.WARN;
            }
            return value >= Level.INFO.intValue() ? LogLevel.INFO : LogLevel.DEBUG;
        }

        private static String place(String logger) {
            if (logger == null || logger.isEmpty()) {
                return "unknown";
            }
            int end = logger.lastIndexOf('.');
            return end < 0
                    ? logger
                    : logger.substring(logger.lastIndexOf('.', end - 1) + 1, end) + "/" + logger.substring(end + 1);
        }

        @Override
        public void flush() {
            // The log writes by itself.
        }

        @Override
        public void close() {
            // The log is its owner's to close.
        }
    }
}
