package dev.pharos.kvstore.http.json;

/** A text is not JSON, or not the JSON of the message that was expected. The message is for the client. */
public final class MalformedJson extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedJson(String message) {
        super(message);
    }

    MalformedJson(String message, Throwable cause) {
        super(message, cause);
    }
}
