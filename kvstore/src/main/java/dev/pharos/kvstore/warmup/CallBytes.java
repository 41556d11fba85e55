package dev.pharos.kvstore.warmup;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * gRPC over HTTP/2 (RFC 9113) as far as a client needs it that sends small requests: frames as bytes, headers never
 * indexed (RFC 7541, 6.2.2).
 */
public final class CallBytes {
    public static final int HEADER_BYTES = 9;
    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int END_STREAM = 1;
    public static final int ACK = 1;

    private static final int END_HEADERS = 4;
    private static final int WINDOW_UPDATE = 8;
    private static final int INITIAL_WINDOW = 4;
    private static final int WINDOW_BYTES = 1 << 30;
    private static final int POST = 0x83;
    private static final int HTTP = 0x86;
    private static final int PATH = 0x04;
    private static final int AUTHORITY = 0x01;
    private static final byte[] CONTENT_TYPE = {0x0f, 0x10};
    private static final int NEW_NAME = 0;

    private CallBytes() {}

    /** What a client says first: the preface, and that it takes whatever comes. */
    public static byte[] opening() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] settings = ByteBuffer.allocate(Short.BYTES + Integer.BYTES)
                .putShort((short) INITIAL_WINDOW)
                .putInt(WINDOW_BYTES)
                .array();
        out.writeBytes(frame(SETTINGS, 0, 0, settings));
        byte[] window = ByteBuffer.allocate(Integer.BYTES).putInt(WINDOW_BYTES).array();
        out.writeBytes(frame(WINDOW_UPDATE, 0, 0, window));
        return out.toByteArray();
    }

    /**
     * A call with its first message.
     *
     * @param method its full name, without the slash before it
     * @param flags of the message, {@link #END_STREAM} if it is the only one
     */
    public static byte[] call(int stream, String method, byte[] message, int flags) {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        headers.write(POST);
        headers.write(HTTP);
        headers.write(PATH);
        string(headers, "/" + method);
        headers.write(AUTHORITY);
        string(headers, "localhost");
        headers.writeBytes(CONTENT_TYPE);
        string(headers, "application/grpc");
        headers.write(NEW_NAME);
        string(headers, "te");
        string(headers, "trailers");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(frame(HEADERS, END_HEADERS, stream, headers.toByteArray()));
        byte[] framed = ByteBuffer.allocate(1 + Integer.BYTES + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
        out.writeBytes(frame(DATA, flags, stream, framed));
        return out.toByteArray();
    }

    public static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(HEADER_BYTES + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** All are shorter than 127 bytes, so the length is one byte and the string is not coded. */
    private static void string(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        out.write(bytes.length);
        out.writeBytes(bytes);
    }
}
