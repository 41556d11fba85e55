package dev.pharos.kvstore.datadir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whether others may enter a folder. That is said and not changed: the operator may have meant it, and the
 * folders inside, where the data is, are closed in any case.
 */
final class FolderMode {
    private static final System.Logger LOG = System.getLogger(FolderMode.class.getName());
    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.complementOf(EnumSet.copyOf(PosixFilePermissions.fromString("rwx------")));

    private FolderMode() {}

    static void warnIfOpen(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                return;
            }
            Set<PosixFilePermission> found = Files.getPosixFilePermissions(folder);
            if (found.stream().anyMatch(OTHERS::contains)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "the folder {0} has the permissions {1}; rwx------ is recommended, so that others keep out",
                        folder,
                        PosixFilePermissions.toString(found));
            }
        } catch (IOException | UnsupportedOperationException unknown) {
            LOG.log(System.Logger.Level.DEBUG, "the permissions of {0} are not known: {1}", folder, unknown);
        }
    }
}
