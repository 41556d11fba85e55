package dev.pharos.kvstore.peer.link;

import io.netty.handler.timeout.ReadTimeoutException;
import java.time.Duration;

/**
 * How a request to another member ended.
 *
 * @param status 0 if there was no answer
 * @param text the answer, or why there was none
 */
record Reply(int status, String text, Duration took) {
    static Reply none(String reason) {
        return new Reply(0, reason, Duration.ZERO);
    }

    boolean isAnswer() {
        return status != 0;
    }

    /** For people. */
    String reason() {
        return isAnswer() ? "it answered " + status + " " + text.strip() : text;
    }

    static String reasonOf(Throwable cause) {
        if (cause instanceof ReadTimeoutException) {
            return "nothing came in time";
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
