package dev.pharos.kvstore.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Who this member is and where it lives.
 *
 * @param walDir where the log lies if not below {@code dataDir}
 * @param forceNewCluster whether to go on as the only member with the data that is there
 */
public record MemberOptions(
        String name, Path dataDir, Optional<Path> walDir, MemberUrls urls, boolean forceNewCluster) {
    /** The directory of the log. */
    public Path walDirectory() {
        return walDir.orElseGet(() -> dataDir.resolve("member").resolve("wal"));
    }
}
