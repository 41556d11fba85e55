package dev.pharos.kvstore.warmup;

import dev.pharos.kvstore.listen.Protocols;

/** What is to be warmed up: what a listener speaks, around services that know nothing. */
public interface Edge extends AutoCloseable {
    Protocols protocols();

    @Override
    void close();
}
