package dev.pharos.kvstore.config;

import java.util.List;

/** What a program is to do after a look at its options. */
public sealed interface ConfigResult {
    <R> R accept(Handler<R> handler);

    /** Start a server, and log the notices first. */
    record Options(ServerOptions options, List<Notice> notices) implements ConfigResult {
        public Options {
            notices = List.copyOf(notices);
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.options(this);
        }
    }

    /** Print both texts and exit with 0. */
    record ShowHelp(String stderr, String stdout) implements ConfigResult {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.help(this);
        }
    }

    /** Print the version and exit with 0. */
    record ShowVersion() implements ConfigResult {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.version(this);
        }
    }

    /**
     * Say why and exit.
     *
     * @param stderr text as it is, often empty
     * @param notices lines for the log, the last of which is the reason unless it is in {@code stderr}
     */
    record Failure(int exitCode, String stderr, List<Notice> notices) implements ConfigResult {
        public Failure {
            notices = List.copyOf(notices);
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.failure(this);
        }
    }

    /** One method per result. */
    interface Handler<R> {
        R options(Options options);

        R help(ShowHelp help);

        R version(ShowVersion version);

        R failure(Failure failure);
    }
}
