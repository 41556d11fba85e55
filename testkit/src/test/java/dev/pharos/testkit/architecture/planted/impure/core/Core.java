package dev.pharos.testkit.architecture.planted.impure.core;

import dev.pharos.testkit.architecture.planted.impure.clock.Clock;
import dev.pharos.testkit.architecture.planted.impure.shell.Shell;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Everything that a pure class must not do, one method each. */
final class Core {
    long readsTheClock() {
        return System.nanoTime();
    }

    LongSupplier passesTheClockOn() {
        return System::currentTimeMillis;
    }

    Thread startsThreads() {
        return new Thread(() -> {});
    }

    ProcessHandle.Info[] watchesProcesses() {
        return new ProcessHandle.Info[0];
    }

    AtomicLong sharesMemory() {
        return new AtomicLong();
    }

    Path namesFiles() {
        return Path.of("here");
    }

    Random drawsFromTheDark() {
        return new Random();
    }

    Supplier<UUID> handsOutChance() {
        return UUID::randomUUID;
    }

    void shufflesUnseeded(List<String> cards) {
        Collections.shuffle(cards);
    }

    Shell usesTheImpure() {
        return new Shell();
    }

    Clock usesTheTrusted() {
        return new Clock();
    }
}
