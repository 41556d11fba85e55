package dev.pharos.kvstore.datadir;

import dev.pharos.kvstore.backend.BackendOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Has a data folder until its input ends or it is killed. */
public final class ClaimingProcess {
    static final String CLAIMED = "claimed";

    private ClaimingProcess() {}

    public static void main(String[] arguments) throws IOException {
        DataDir dir = DataDir.at(Path.of(arguments[0]), Optional.empty());
        try (var lock = dir.claim(Duration.ZERO, BackendOptions.DEFAULT)) {
            System.out.println(lock == null ? "" : CLAIMED);
            int end = System.in.read();
            System.out.println(end);
        }
    }
}
