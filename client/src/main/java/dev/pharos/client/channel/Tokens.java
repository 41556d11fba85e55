package dev.pharos.client.channel;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The token that calls carry. Whoever needs one while a login is under way waits for that one. Any thread.
 */
final class Tokens {
    private final Supplier<CompletableFuture<Optional<String>>> login;

    /** The login in use or under way; none before the first. */
    private @Nullable CompletableFuture<Optional<String>> current;

    Tokens(Supplier<CompletableFuture<Optional<String>>> login) {
        this.login = login;
    }

    /** Empty if the servers want none. */
    synchronized CompletableFuture<Optional<String>> get() {
        CompletableFuture<Optional<String>> inUse = current;
        if (inUse == null || inUse.isCompletedExceptionally()) {
            inUse = login.get();
            current = inUse;
        }
        return inUse;
    }

    /** The next call logs in anew, unless one has done so since this token came. */
    synchronized void discard(Optional<String> refused) {
        CompletableFuture<Optional<String>> inUse = current;
        if (inUse != null
                && inUse.isDone()
                && !inUse.isCompletedExceptionally()
                && inUse.join().equals(refused)) {
            current = null;
        }
    }
}
