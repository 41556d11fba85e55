package dev.pharos.kvstore.metrics;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A method of each type over plain text; a request that names a status code ends the call with it. */
final class EchoService {
    static final MethodDescriptor<String, String> UNARY = method("Unary", MethodType.UNARY);
    static final MethodDescriptor<String, String> UPLOAD = method("Upload", MethodType.CLIENT_STREAMING);
    static final MethodDescriptor<String, String> DOWNLOAD = method("Download", MethodType.SERVER_STREAMING);
    static final MethodDescriptor<String, String> BIDI = method("Bidi", MethodType.BIDI_STREAMING);

    private EchoService() {}

    static ServerServiceDefinition definition() {
        return ServerServiceDefinition.builder("test.Echo")
                .addMethod(UNARY, ServerCalls.asyncUnaryCall((request, out) -> answer(request, 1, out)))
                .addMethod(DOWNLOAD, ServerCalls.asyncServerStreamingCall((request, out) -> answer(request, 3, out)))
                .addMethod(UPLOAD, ServerCalls.asyncClientStreamingCall(out -> new Collector(out)))
                .addMethod(BIDI, ServerCalls.asyncBidiStreamingCall(out -> new Mirror(out)))
                .build();
    }

    private static void answer(String request, int times, StreamObserver<String> out) {
        for (Status.Code code : Status.Code.values()) {
            if (code != Status.Code.OK && code.name().equals(request)) {
                out.onError(new StatusException(code.toStatus()));
                return;
            }
        }
        for (int i = 0; i < times; i++) {
            out.onNext(request);
        }
        out.onCompleted();
    }

    private static MethodDescriptor<String, String> method(String name, MethodType type) {
        return MethodDescriptor.<String, String>newBuilder()
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName("test.Echo", name))
                .setRequestMarshaller(new Text())
                .setResponseMarshaller(new Text())
                .build();
    }

    private static class Mirror implements StreamObserver<String> {
        final StreamObserver<String> out;

        Mirror(StreamObserver<String> out) {
            this.out = out;
        }

        @Override
        public void onNext(String value) {
            out.onNext(value);
        }

        @Override
        public void onError(Throwable t) {
            // The client is gone; there is nobody to answer.
        }

        @Override
        public void onCompleted() {
            out.onCompleted();
        }
    }

    private static final class Collector extends Mirror {
        private String all = "";

        Collector(StreamObserver<String> out) {
            super(out);
        }

        @Override
        public void onNext(String value) {
            all += value;
        }

        @Override
        public void onCompleted() {
            answer(all, 1, out);
        }
    }

    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
