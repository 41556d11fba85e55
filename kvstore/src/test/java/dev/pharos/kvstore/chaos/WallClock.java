package dev.pharos.kvstore.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The time of day as a process sees it, by libfaketime, which stands between the process and its C library. Clocks that
 * only go forward are left alone, as a machine's administrator would leave them.
 */
final class WallClock {
    static final String RIGHT = "+0";
    static final List<String> JUMPS = List.of("+3", "-3", "+3600", "-3600", "+34560000", "-34560000");

    private static final Path LIBRARY = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");

    private WallClock() {}

    static boolean isThere() {
        return Files.isReadable(LIBRARY);
    }

    /** A process whose clock can be set; the same setting if there is no such library. */
    static Setting under(Setting setting) {
        if (!isThere()) {
            return setting;
        }
        write(setting, RIGHT);
        return setting.environment("LD_PRELOAD", LIBRARY.toString())
                .environment("FAKETIME_TIMESTAMP_FILE", offset(setting).toString())
                .environment("FAKETIME_DONT_FAKE_MONOTONIC", "1")
                // Else every wait of Java's with a limit returns at once, and all threads spin.
                .environment("FAKETIME_FORCE_MONOTONIC_FIX", "0")
                .environment("FAKETIME_CACHE_DURATION", "1");
    }

    private static Path offset(Setting setting) {
        return setting.folder().resolve("clock");
    }

    /** Off by so many seconds, seen within a second; false if the process has the clock of all. */
    static boolean set(Setting setting, String seconds) {
        if (!setting.environment().containsKey("FAKETIME_TIMESTAMP_FILE")) {
            return false;
        }
        write(setting, seconds);
        return true;
    }

    /** Never seen half written. */
    private static void write(Setting setting, String seconds) {
        Path file = offset(setting);
        Path aside = file.resolveSibling("clock.new");
        try {
            Files.writeString(aside, seconds + "\n");
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
