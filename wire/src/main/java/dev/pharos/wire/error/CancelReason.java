package dev.pharos.wire.error;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why a watch could not be created. The stream lives on: the refusal is an answer marked created and
 * canceled, with this text in it. A watch that is cut off by a compaction later has no text but a compact
 * revision.
 */
public enum CancelReason {
    PERMISSION_DENIED(StatusText.of(EtcdError.PERMISSION_DENIED.toStatus())),
    INVALID_AUTH_TOKEN(StatusText.of(EtcdError.INVALID_AUTH_TOKEN.toStatus())),
    AUTH_OLD_REVISION(StatusText.of(EtcdError.AUTH_OLD_REVISION.toStatus())),
    USER_EMPTY(StatusText.of(EtcdError.USER_EMPTY.toStatus())),
    EMPTY_RANGE("mvcc: watcher range is empty"),
    DUPLICATE_WATCH_ID("mvcc: duplicate watch ID provided on the WatchStream"),
    NEGATIVE_START_REVISION(EtcdError.COMPACTED.message());

    private final String text;

    CancelReason(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public static Optional<CancelReason> withText(String text) {
        return Arrays.stream(values())
                .filter(reason -> reason.text.equals(text))
                .findFirst();
    }
}
