package dev.pharos.kvstore.failpoint;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What a failpoint does to the thread that comes by. */
sealed interface Fault {
    /** Does it; gives the text that an {@link Failpoint#evaluate} shall return, if any. */
    Optional<String> strike(Failpoint place);

    /** Nothing; in a chain, it spends hits until a later fault has its turn. */
    record Off() implements Fault {
        @Override
        public Optional<String> strike(Failpoint place) {
            return Optional.empty();
        }
    }

    /** The process ends at once with exit code 2, as a Go program in a panic; no shutdown hook runs. */
    record Panic(Optional<String> text) implements Fault {
        private static final int EXIT_CODE = 2;
        private static final int LAST_WORDS_MILLIS = 100;

        @Override
        public Optional<String> strike(Failpoint place) {
            Thread speaker = new Thread(() -> speak(place), "failpoint-panic");
            speaker.setDaemon(true);
            speaker.start();
            try {
                // The reader of standard error may have stopped reading; that must not keep us alive.
                speaker.join(LAST_WORDS_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(EXIT_CODE);
            return Optional.empty();
        }

        private void speak(Failpoint place) {
            String line = "panic: failpoint panic: " + text.orElse(place.label()) + "\n";
            try (FileOutputStream standardError = new FileOutputStream(FileDescriptor.err)) {
                standardError.write(line.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // Nobody listens, and the process ends either way.
                return;
            }
        }
    }

    /** The thread waits; an interrupt ends the wait and stays set. */
    record Sleep(Duration pause) implements Fault {
        @Override
        public Optional<String> strike(Failpoint place) {
            try {
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        }
    }

    /** Places that ask get this text. */
    record Return(String text) implements Fault {
        @Override
        public Optional<String> strike(Failpoint place) {
            return Optional.of(text);
        }
    }
}
