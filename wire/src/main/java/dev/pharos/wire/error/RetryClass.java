package dev.pharos.wire.error;

import io.grpc.Status;
import java.util.Set;

/**
 * How the Go client treats a failed call, by what the call may have done. Logging in anew is a matter of
 * its own.
 */
public enum RetryClass {
    /** Doing it twice is like doing it once: reads, and also granting and revoking leases. */
    REPEATABLE {
        @Override
        public boolean retries(Status failure) {
            return failure.getCode() == Status.Code.UNAVAILABLE;
        }
    },
    /** Writes: repeated only if the request certainly never left. */
    ONCE {
        @Override
        public boolean retries(Status failure) {
            return failure.getCode() == Status.Code.UNAVAILABLE && NEVER_SENT.contains(textOf(failure));
        }
    },
    /** Watches and renewals: opened again where the connection broke, ended by every other failure. */
    STREAM {
        @Override
        public boolean retries(Status failure) {
            return failure.getCode() == Status.Code.UNAVAILABLE || failure.getCode() == Status.Code.INTERNAL;
        }
    };

    private static final Set<String> NEVER_SENT =
            Set.of("there is no address available", "there is no connection available");

    public abstract boolean retries(Status failure);

    private static String textOf(Status failure) {
        String description = failure.getDescription();
        return description == null ? "" : description;
    }
}
