package dev.pharos.raft.storage.disk;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The disk refused, or holds what it should not. The member stops: after a failed write or sync nobody
 * knows what the disk holds, and a second try that succeeds would only hide it.
 */
public final class StorageFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StorageFailure(String text, @Nullable Throwable cause) {
        super(text, cause);
    }

    public static StorageFailure of(String text) {
        return new StorageFailure(text, null);
    }

    /** The content of {@code file} is wrong from the byte {@code offset} on. */
    public static StorageFailure at(String file, long offset, String reason) {
        return new StorageFailure(file + ", byte " + offset + ": " + reason, null);
    }

    public static StorageFailure io(String action, String file, IOException cause) {
        return new StorageFailure(action + " " + file + " failed: " + cause.getMessage(), cause);
    }

    public static StorageFailure io(String action, String file, long offset, IOException cause) {
        return new StorageFailure(action + " " + file + ", byte " + offset + ", failed: " + cause.getMessage(), cause);
    }

    /** Work asked of something that {@code earlier} has already stopped. */
    public static StorageFailure stoppedBy(Throwable earlier) {
        return new StorageFailure("stopped by an earlier failure: " + earlier.getMessage(), earlier);
    }
}
