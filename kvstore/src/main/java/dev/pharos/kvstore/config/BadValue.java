package dev.pharos.kvstore.config;

/** A text that does not fit the grammar of its option. The message is meant for the user. */
final class BadValue extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadValue(String message) {
        super(message, null, false, false);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
