package dev.pharos.kvstore.rpc.message;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServerServiceDefinition;
import java.io.InputStream;

/** Hands answers that write themselves to gRPC. */
public final class WireAnswers {
    private static final Marshaller<WireAnswer> MARSHALLER = new Marshaller<>() {
        @Override
        public InputStream stream(WireAnswer answer) {
            return new AnswerStream(answer);
        }

        @Override
        public WireAnswer parse(InputStream stream) {
            throw new UnsupportedOperationException("a server does not read its answers");
        }
    };

    private WireAnswers() {}

    /** The same method, answering with messages that write themselves. */
    public static <T> MethodDescriptor<T, WireAnswer> answering(MethodDescriptor<T, ?> method) {
        return method.toBuilder(method.getRequestMarshaller(), MARSHALLER).build();
    }

    /** Whether a method's answers are ordinary protobuf objects. */
    static boolean isPlain(MethodDescriptor<?, ?> method) {
        return method.getResponseMarshaller() instanceof PrototypeMarshaller;
    }

    /** The names of the methods, for those who put a service together by hand. */
    public static java.util.List<String> methodsOf(ServerServiceDefinition service) {
        return service.getMethods().stream()
                .map(method -> method.getMethodDescriptor().getFullMethodName())
                .toList();
    }
}
