package dev.pharos.kvstore.datadir;

import org.jspecify.annotations.Nullable;

/**
 * A member cannot start on this folder; the text says why and what can be done. Nothing that it held was
 * changed.
 */
public final class UnusableDataDir extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableDataDir(String text) {
        this(text, null);
    }

    UnusableDataDir(String text, @Nullable Throwable cause) {
        super(text, cause);
    }
}
