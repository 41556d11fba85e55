package dev.pharos.kvstore.http.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A whole answer. Whoever is given one with a counted body owns it: sending releases it.
 *
 * @param body never empty-handed: without a body it is an empty buffer
 */
public record Answer(int status, Map<String, String> headers, ByteBuf body) {
    public static final String TEXT = "text/plain; charset=utf-8";
    public static final String JSON = "application/json";

    public static Answer of(int status, String contentType, String body) {
        return of(status, contentType, Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8)));
    }

    public static Answer of(int status, String contentType, ByteBuf body) {
        return new Answer(status, Map.of("Content-Type", contentType), body);
    }

    public static Answer json(int status, String body) {
        return of(status, JSON, body);
    }

    /** The form of plain refusals: the text, a line end, and a word against guessing what it is. */
    public static Answer refusal(int status, String text) {
        return of(status, TEXT, text + "\n").with("X-Content-Type-Options", "nosniff");
    }

    public static Answer notFound() {
        return refusal(404, "404 page not found");
    }

    public static Answer methodNotAllowed(String allowed) {
        return refusal(405, "Method Not Allowed").with("Allow", allowed);
    }

    public static Answer empty(int status) {
        return new Answer(status, Map.of(), Unpooled.EMPTY_BUFFER);
    }

    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }
}
