package dev.pharos.kvstore.http.json;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Cuts bytes, however they come in, into the JSON objects that follow each other in them, with or without
 * space between. Owned by whoever feeds it, who also bounds it by {@link #bufferedBytes}.
 */
public final class JsonSequence {
    private static final int FIRST_BYTES = 256;

    private byte[] buffer = new byte[FIRST_BYTES];
    private int start;
    private int end;

    /** Invariant: what lies between start and here was looked at, and belongs to the object that is open. */
    private int scanned;

    private int depth;
    private boolean inString;
    private boolean escaped;

    public void feed(ByteBuf bytes) {
        int more = bytes.readableBytes();
        if (buffer.length - end < more) {
            makeRoom(more);
        }
        bytes.readBytes(buffer, end, more);
        end += more;
    }

    private void makeRoom(int more) {
        int kept = end - start;
        int needed = Math.addExact(kept, more);
        byte[] roomy = needed > buffer.length / 2 ? new byte[Math.max(FIRST_BYTES, 2 * needed)] : buffer;
        System.arraycopy(buffer, start, roomy, 0, kept);
        buffer = roomy;
        scanned -= start;
        start = 0;
        end = kept;
    }

    /** What has been fed and not yet handed out. */
    public int bufferedBytes() {
        return end - start;
    }

    /**
     * The next object, once it is complete.
     *
     * @throws MalformedJson if something else than an object begins here; it stays so
     */
    public Optional<String> next() {
        if (depth == 0) {
            skipSpace();
            if (start == end) {
                return Optional.empty();
            }
            if (buffer[start] != '{') {
                throw new MalformedJson(
                        "invalid character " + quoted(buffer[start]) + " looking for beginning of object");
            }
        }
        while (scanned < end) {
            step(buffer[scanned++]);
            if (depth == 0) {
                String object = new String(buffer, start, scanned - start, StandardCharsets.UTF_8);
                start = scanned;
                return Optional.of(object);
            }
        }
        return Optional.empty();
    }

    private void step(byte next) {
        if (escaped) {
            escaped = false;
        } else if (inString) {
            escaped = next == '\\';
            inString = next != '"';
        } else if (next == '"') {
            inString = true;
        } else if (next == '{' || next == '[') {
            depth++;
        } else if (next == '}' || next == ']') {
            depth--;
        }
    }

    private void skipSpace() {
        while (start < end && isSpace(buffer[start])) {
            start++;
        }
        scanned = start;
    }

    private static boolean isSpace(byte letter) {
        return letter == ' ' || letter == '\n' || letter == '\r' || letter == '\t';
    }

    private static String quoted(byte letter) {
        return letter > ' ' ? "'" + (char) letter + "'" : String.format("'\\x%02x'", letter & 0xff);
    }
}
