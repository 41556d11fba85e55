package dev.pharos.kvstore.http.gateway;

import com.google.protobuf.Message;
import dev.pharos.kvstore.http.json.JsonWriting;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;

/** Messages and errors in the JSON forms of the gateway. */
final class Replies {
    private static final int FIRST_BYTES = 512;

    private Replies() {}

    static ByteBuf message(Message message) {
        ByteBuf out = buffer();
        JsonWriting.write(message, out);
        return out;
    }

    /** A message of a stream, without the end of the line. */
    static ByteBuf result(Message message) {
        ByteBuf out = buffer();
        ByteBufUtil.writeAscii(out, "{\"result\":");
        JsonWriting.write(message, out);
        return out.writeByte('}');
    }

    static ByteBuf error(Status status) {
        ByteBuf out = buffer();
        error(status, out);
        return out;
    }

    /** The error that ends a stream, without the end of the line. */
    static ByteBuf streamError(Status status) {
        ByteBuf out = buffer();
        ByteBufUtil.writeAscii(out, "{\"error\":");
        error(status, out);
        return out.writeByte('}');
    }

    static String text(Status status) {
        String description = status.getDescription();
        return description == null ? "" : description;
    }

    private static void error(Status status, ByteBuf out) {
        ByteBufUtil.writeAscii(out, "{\"code\":" + status.getCode().value() + ",\"message\":");
        JsonWriting.string(text(status), out);
        out.writeByte('}');
    }

    private static ByteBuf buffer() {
        return ByteBufAllocator.DEFAULT.buffer(FIRST_BYTES);
    }
}
