package dev.pharos.etcdctl.offline.file;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is restored for whom. Names and addresses are text.
 *
 * @param walDir where the log goes, if not into the data folder
 * @param advertisedUrls of this member, separated by commas
 */
public record RestoreOptions(
        Path dataDir,
        Optional<Path> walDir,
        String name,
        String initialCluster,
        String token,
        String advertisedUrls,
        HashCheck hashCheck,
        Numbers numbers) {
    /**
     * The rest.
     *
     * @param bump by how much the revision is raised, after which all that was before counts as compacted; 0 for not at
     *     all
     * @param mapBytes nothing depends on it; it is said in the log
     */
    public record Numbers(long bump, long mapBytes) {}

    long bump() {
        return numbers.bump();
    }

    long mapBytes() {
        return numbers.mapBytes();
    }

    /** Whether the digest at the end of the file must be right. */
    public enum HashCheck {
        WANTED,
        SKIPPED
    }
}
