package dev.pharos.etcdctl.run;

import java.util.concurrent.CompletableFuture;

/**
 * Turns the first wish of somebody that the program end (SIGINT, SIGTERM) into something that a command can wait for
 * and act upon. The JVM goes down meanwhile, but not before the command says with which status.
 */
public final class Interrupts {
    private final CompletableFuture<Void> wished = new CompletableFuture<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();

    private Interrupts() {}

    public static Interrupts listen() {
        Interrupts interrupts = new Interrupts();
        Thread last = new Thread(interrupts::heard, "interrupted");
        Runtime.getRuntime().addShutdownHook(last);
        return interrupts;
    }

    private void heard() {
        wished.complete(null);
        Runtime.getRuntime().halt(ended.join());
    }

    public boolean isWished() {
        return wished.isDone();
    }

    /** Ends the JVM if it was waiting for that. */
    public void end(int status) {
        ended.complete(status);
    }
}
