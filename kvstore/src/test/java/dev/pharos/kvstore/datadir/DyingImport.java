package dev.pharos.kvstore.datadir;

import dev.pharos.kvstore.backup.FilledStore;
import dev.pharos.kvstore.datadir.Content.RestoredFromBackup;
import dev.pharos.kvstore.datadir.RestoredImport.Step;
import java.nio.file.Path;
import java.util.Optional;

/** A process that takes in the backup in a folder and dies after a step, without any clearing up. */
public final class DyingImport {
    static final int STATUS = 77;

    private DyingImport() {}

    public static void main(String[] arguments) {
        DataDir dir = DataDir.at(Path.of(arguments[0]), Optional.empty());
        Step last = Step.valueOf(arguments[1]);
        RestoredFromBackup restored = (RestoredFromBackup) dir.inspect();
        new RestoredImport(dir, restored, FilledStore.LITTLE_MEMORY, step -> {
                    if (step == last) {
                        Runtime.getRuntime().halt(STATUS);
                    }
                })
                .run();
    }
}
