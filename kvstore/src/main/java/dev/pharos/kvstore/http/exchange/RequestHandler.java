package dev.pharos.kvstore.http.exchange;

/** Answers requests. Called on event loops, so it must not block. */
@FunctionalInterface
public interface RequestHandler {
    /** Begins to answer; the body follows through what is returned. */
    BodyReader begin(Exchange exchange);
}
