package dev.pharos.etcdctl.offline.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/** What went wrong with a file, in the words of the operating system. */
public final class DiskError {
    private DiskError() {}

    /** As the original says it: {@code open FILE: no such file or directory}. */
    public static String of(String action, Path file, IOException failed) {
        return action + " " + file + ": " + reason(failed);
    }

    public static String of(String action, Path file, UncheckedIOException failed) {
        return action + " " + file + ": " + reason(cause(failed));
    }

    /** With the file where the exception names one. */
    public static String of(UncheckedIOException failed) {
        return of(cause(failed));
    }

    private static IOException cause(UncheckedIOException failed) {
        return Objects.requireNonNull(failed.getCause(), failed::toString);
    }

    public static String of(IOException failed) {
        if (failed instanceof FileSystemException named && named.getFile() != null) {
            return named.getFile() + ": " + reason(failed);
        }
        return reason(failed);
    }

    private static String reason(IOException failed) {
        if (failed instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (failed instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failed instanceof FileAlreadyExistsException) {
            return "file exists";
        }
        boolean hasReason = failed instanceof FileSystemException named && named.getReason() != null;
        String reason = hasReason ? ((FileSystemException) failed).getReason() : failed.getMessage();
        return reason == null ? failed.getClass().getSimpleName() : reason.toLowerCase(Locale.ROOT);
    }
}
