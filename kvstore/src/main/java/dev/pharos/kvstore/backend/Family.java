package dev.pharos.kvstore.backend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;

/** A set of rows of one kind, ordered by their keys. The names are on disk. */
public enum Family {
    /** The newest record of each user key. */
    CURRENT("cur"),
    /** Every record that compaction has not removed, in order of revision. */
    HISTORY("hist"),
    LEASE("lease"),
    ALARM("alarm"),
    /** Counters and marks; also the format of the store. */
    META("meta"),
    CLUSTER("cluster"),
    MEMBERS("members"),
    MEMBERS_REMOVED("members_removed"),
    AUTH("auth"),
    AUTH_USERS("authUsers"),
    AUTH_ROLES("authRoles");

    private final String storedName;

    Family(String storedName) {
        this.storedName = storedName;
    }

    public String storedName() {
        return storedName;
    }

    byte[] nameBytes() {
        return storedName.getBytes(UTF_8);
    }

    /** Whether it grows with the user's data. */
    boolean isLarge() {
        return this == CURRENT || this == HISTORY;
    }

    static Optional<Family> named(String storedName) {
        return Arrays.stream(values())
                .filter(family -> family.storedName.equals(storedName))
                .findFirst();
    }
}
