package dev.pharos.kvstore.listen;

import java.nio.file.Path;

/** Where to listen. */
public sealed interface ListenAddress {
    static ListenAddress tcp(String host, int port) {
        return new Tcp(host, port);
    }

    static ListenAddress unix(Path path) {
        return new Unix(path);
    }

    /** An empty host means every interface; port 0 means any free one. */
    record Tcp(String host, int port) implements ListenAddress {
        @Override
        public String toString() {
            return "tcp " + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /** A file that is already there is taken for the socket of a former run and replaced. */
    record Unix(Path path) implements ListenAddress {
        @Override
        public String toString() {
            return "unix " + path;
        }
    }
}
