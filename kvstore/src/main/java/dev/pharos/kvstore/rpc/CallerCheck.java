package dev.pharos.kvstore.rpc;

import dev.pharos.wire.error.EtcdError;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what a call says of its caller: whether it wants a leader to be there (rule 12.6), and which API
 * version it speaks.
 */
public final class CallerCheck implements ServerInterceptor {
    private static final Metadata.Key<byte[]> VERSION = Metadata.Key.of("client-api-version", new RawBytes());
    static final Metadata.Key<String> HAS_LEADER = Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER);

    private final BooleanSupplier hasLeader;

    public CallerCheck(BooleanSupplier hasLeader) {
        this.hasLeader = hasLeader;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        EtcdError refusal = refusal(headers);
        if (refusal == null) {
            return next.startCall(call, headers);
        }
        call.close(refusal.toStatus(), new Metadata());
        return new ServerCall.Listener<>() {};
    }

    private @Nullable EtcdError refusal(Metadata headers) {
        byte[] version = headers.get(VERSION);
        if (version != null && !isUtf8(version)) {
            return EtcdError.INVALID_CLIENT_API_VERSION;
        }
        return wantsLeader(headers) && !hasLeader.getAsBoolean() ? EtcdError.NO_LEADER : null;
    }

    static boolean wantsLeader(Metadata headers) {
        return "true".equals(headers.get(HAS_LEADER));
    }

    private static boolean isUtf8(byte[] text) {
        for (byte each : text) {
            if (each < 0) {
                return isStrictUtf8(text);
            }
        }
        return true;
    }

    private static boolean isStrictUtf8(byte[] text) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    /** The value as it came, for gRPC's own marshaller would replace what is not ASCII. */
    private static final class RawBytes implements io.grpc.Metadata.AsciiMarshaller<byte[]> {
        @Override
        public String toAsciiString(byte[] value) {
            return new String(value, StandardCharsets.ISO_8859_1);
        }

        @Override
        public byte[] parseAsciiString(String serialized) {
            return serialized.getBytes(StandardCharsets.ISO_8859_1);
        }
    }
}
