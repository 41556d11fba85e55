package dev.pharos.testkit.architecture.planted.impure.clock;

/** Not pure, but trusted. */
public final class Clock {
    public long now() {
        return System.nanoTime();
    }
}
