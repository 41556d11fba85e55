package dev.pharos.benchmarks.load;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;

/** A call of the JSON gateway on a connection of its own. Owner: the thread of the wire. */
final class JsonCall implements Wire.Receiver {
    private static final String SUCCESS = "HTTP/1.1 200";

    private final StringBuilder answer = new StringBuilder();
    private final Consumer<Boolean> listener;

    private JsonCall(Consumer<Boolean> listener) {
        this.listener = listener;
    }

    static String range(ByteString key) {
        return "{\"key\":\"" + base64(key) + "\"}";
    }

    static String put(ByteString key, ByteString value) {
        return "{\"key\":\"" + base64(key) + "\",\"value\":\"" + base64(value) + "\"}";
    }

    private static String base64(ByteString bytes) {
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** Tells at the end whether the answer was one of success. */
    static void send(Wire wire, String path, String body, Consumer<Boolean> listener) {
        String request = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        wire.connect(new JsonCall(listener)).send(request.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void received(ByteBuffer bytes) {
        answer.append(StandardCharsets.UTF_8.decode(bytes));
    }

    @Override
    public void ended() {
        listener.accept(answer.indexOf(SUCCESS) == 0);
    }
}
