package dev.pharos.kvstore.listen;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.grpc.ForwardingServerCall;
import io.grpc.ForwardingServerCallListener;
import io.grpc.KnownLength;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Refuses requests that are too long or that no message can be read from, with the codes and words that Go
 * programs know; gRPC itself would answer {@code Unknown}. What a service says of a call that has ended stays here:
 * the event loop of its connection may have ended too.
 */
final class CheckedRequests {
    private CheckedRequests() {}

    /** What a request is that must not reach its service. Travels in place of the message. */
    private record Refused(Status status) {}

    static ServerServiceDefinition of(
            ServerServiceDefinition service, List<ServerInterceptor> interceptors, int maxBytes) {
        ServerServiceDefinition intercepted = ServerInterceptors.interceptForward(service, interceptors);
        List<ServerMethodDefinition<?, ?>> methods = new ArrayList<>();
        for (ServerMethodDefinition<?, ?> method : intercepted.getMethods()) {
            methods.add(check(method, maxBytes));
        }
        // Reflection reads the schema.
        ServiceDescriptor.Builder descriptor = ServiceDescriptor.newBuilder(
                        service.getServiceDescriptor().getName())
                .setSchemaDescriptor(service.getServiceDescriptor().getSchemaDescriptor());
        methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
        ServerServiceDefinition.Builder checked = ServerServiceDefinition.builder(descriptor.build());
        methods.forEach(checked::addMethod);
        return checked.build();
    }

    private static <Q, A> ServerMethodDefinition<Object, A> check(ServerMethodDefinition<Q, A> method, int maxBytes) {
        MethodDescriptor<Q, A> original = method.getMethodDescriptor();
        MethodDescriptor<Object, A> descriptor = original.toBuilder(
                        new CheckingMarshaller<>(original.getRequestMarshaller(), maxBytes),
                        original.getResponseMarshaller())
                .build();
        return ServerMethodDefinition.create(descriptor, new CheckingHandler<>(method));
    }

    private static final class CheckingMarshaller<Q> implements MethodDescriptor.Marshaller<Object> {
        private final MethodDescriptor.Marshaller<Q> original;
        private final int maxBytes;

        CheckingMarshaller(MethodDescriptor.Marshaller<Q> original, int maxBytes) {
            this.original = original;
            this.maxBytes = maxBytes;
        }

        @Override
        public InputStream stream(Object value) {
            throw new UnsupportedOperationException("a server sends no requests");
        }

        /**
         * gRPC hands over a message whole, so what is available is its length; only what was compressed has to be
         * read to be measured.
         */
        @Override
        public Object parse(InputStream stream) {
            try {
                int length = stream.available();
                if (length > maxBytes) {
                    return tooLong(length);
                }
                Q request = original.parse(stream);
                return !(stream instanceof KnownLength)
                                && request instanceof MessageLite message
                                && message.getSerializedSize() > maxBytes
                        ? tooLong(message.getSerializedSize())
                        : request;
            } catch (StatusRuntimeException refused) {
                return refused.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED
                        ? new Refused(refused.getStatus())
                        : unreadable(refused);
            } catch (IOException | RuntimeException unreadable) {
                return unreadable(unreadable);
            }
        }

        private Refused tooLong(int length) {
            return new Refused(Status.RESOURCE_EXHAUSTED.withDescription(
                    "grpc: received message larger than max (" + length + " vs. " + maxBytes + ")"));
        }

        private static Refused unreadable(Exception unreadable) {
            return new Refused(
                    Status.INTERNAL.withDescription("grpc: error unmarshalling request: " + reason(unreadable)));
        }

        private static String reason(Exception unreadable) {
            Throwable cause = unreadable.getCause();
            Throwable telling = cause instanceof InvalidProtocolBufferException ? cause : unreadable;
            return String.valueOf(telling.getMessage());
        }
    }

    private static final class CheckingHandler<Q, A> implements ServerCallHandler<Object, A> {
        private final MethodDescriptor<Q, A> descriptor;
        private final ServerCallHandler<Q, A> handler;

        CheckingHandler(ServerMethodDefinition<Q, A> method) {
            descriptor = method.getMethodDescriptor();
            handler = method.getServerCallHandler();
        }

        @Override
        public ServerCall.Listener<Object> startCall(ServerCall<Object, A> call, Metadata headers) {
            OriginalCall<Q, A> original = new OriginalCall<>(call, descriptor);
            return new CheckingListener<>(original, handler.startCall(original, headers));
        }
    }

    /** The call as the service knows it. Once refused or ended, what the service says is not sent any more. */
    private static final class OriginalCall<Q, A> extends ForwardingServerCall<Q, A> {
        private final ServerCall<Object, A> call;
        private final MethodDescriptor<Q, A> descriptor;

        /** Written by gRPC's callbacks, read by whichever thread the service answers on. */
        private volatile boolean refused;

        /** Written and read as the above. */
        private volatile boolean ended;

        OriginalCall(ServerCall<Object, A> call, MethodDescriptor<Q, A> descriptor) {
            this.call = call;
            this.descriptor = descriptor;
        }

        @Override
        // Nothing in a call but its descriptor, overridden below, depends on the type of the requests.
        @SuppressWarnings("unchecked")
        protected ServerCall<Q, A> delegate() {
            return (ServerCall<Q, A>) call;
        }

        @Override
        public MethodDescriptor<Q, A> getMethodDescriptor() {
            return descriptor;
        }

        void refuse(Refused refusal) {
            if (!refused) {
                refused = true;
                call.close(refusal.status(), new Metadata());
            }
        }

        boolean isRefused() {
            return refused;
        }

        void ended() {
            ended = true;
        }

        private boolean isOpen() {
            return !refused && !ended;
        }

        @Override
        public void sendHeaders(Metadata headers) {
            if (isOpen()) {
                super.sendHeaders(headers);
            }
        }

        @Override
        public void sendMessage(A message) {
            if (isOpen()) {
                super.sendMessage(message);
            }
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (isOpen()) {
                super.close(status, trailers);
            }
        }
    }

    /** To the service a refusal looks like a client that went away. */
    private static final class CheckingListener<Q> extends ForwardingServerCallListener<Object> {
        private final OriginalCall<Q, ?> call;
        private final ServerCall.Listener<Q> service;

        CheckingListener(OriginalCall<Q, ?> call, ServerCall.Listener<Q> service) {
            this.call = call;
            this.service = service;
        }

        @Override
        // Nothing in a listener but onMessage, overridden below, depends on the type of the requests.
        @SuppressWarnings("unchecked")
        protected ServerCall.Listener<Object> delegate() {
            return (ServerCall.Listener<Object>) service;
        }

        @Override
        // The marshaller makes either a refusal or a message of the service's type.
        @SuppressWarnings("unchecked")
        public void onMessage(Object message) {
            if (message instanceof Refused refusal) {
                call.refuse(refusal);
            } else if (!call.isRefused()) {
                service.onMessage((Q) message);
            }
        }

        @Override
        public void onHalfClose() {
            if (!call.isRefused()) {
                service.onHalfClose();
            }
        }

        @Override
        public void onCancel() {
            call.ended();
            service.onCancel();
        }

        @Override
        public void onComplete() {
            if (call.isRefused()) {
                service.onCancel();
            } else {
                service.onComplete();
            }
        }
    }
}
