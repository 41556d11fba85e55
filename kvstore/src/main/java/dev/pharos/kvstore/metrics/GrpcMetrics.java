package dev.pharos.kvstore.metrics;

import dev.pharos.kvstore.metrics.instrument.Buckets;
import dev.pharos.kvstore.metrics.instrument.Counter;
import dev.pharos.kvstore.metrics.instrument.Histogram;
import dev.pharos.kvstore.metrics.instrument.Labelled;
import dev.pharos.kvstore.metrics.instrument.Registry;
import dev.pharos.wire.error.StatusText;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerStreamTracer;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls of clients and their messages. Being a factory of tracers, it sees every call, also those that
 * an interceptor refuses, and costs one small object a call. Methods that were not tracked are not counted, but
 * their bytes are.
 */
public final class GrpcMetrics extends ServerStreamTracer.Factory {
    private static final Buckets SECONDS = Buckets.of(.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10);

    private final Labelled<Counter> started;
    private final Labelled<Counter> handled;
    private final Labelled<Counter> received;
    private final Labelled<Counter> sent;
    private final @Nullable Labelled<Histogram> handling;
    private final Counter receivedBytes;
    private final Counter sentBytes;
    private final ClientRequests unaryRequests;
    private final ClientRequests streamRequests;
    private final ServerStreamTracer bytesOnly = new ByteTracer();
    private final ConcurrentHashMap<String, Method> methods = new ConcurrentHashMap<>();

    private volatile SlowCalls slowCalls = new SlowCalls(Long.MAX_VALUE, call -> {});

    private record SlowCalls(long nanos, Consumer<SlowCall> listener) {}

    /**
     * A unary call that took long, from its headers to the end of its answer.
     *
     * @param method with its service, as in a path
     * @param remote who called, if the transport knows
     */
    public record SlowCall(
            String method, long nanos, long requestBytes, long answerBytes, Optional<SocketAddress> remote) {}

    GrpcMetrics(Registry registry, Detail detail) {
        String[] method = {"grpc_type", "grpc_service", "grpc_method"};
        started = registry.counters("grpc_server_started_total", "Calls begun.", method);
        handled = registry.counters(
                "grpc_server_handled_total",
                "Calls ended, by code.",
                "grpc_type",
                "grpc_service",
                "grpc_method",
                "grpc_code");
        received = registry.counters("grpc_server_msg_received_total", "Messages received.", method);
        sent = registry.counters("grpc_server_msg_sent_total", "Messages sent.", method);
        handling = detail == Detail.EXTENSIVE
                ? registry.histograms("grpc_server_handling_seconds", "Time from begin to end.", SECONDS, method)
                : null;
        receivedBytes = registry.counter("etcd_network_client_grpc_received_bytes_total", "Bytes from clients.");
        sentBytes = registry.counter("etcd_network_client_grpc_sent_bytes_total", "Bytes to clients.");
        Labelled<Counter> requests = registry.counters(
                "etcd_server_client_requests_total",
                "Requests by the version the client speaks.",
                "type",
                "client_api_version");
        unaryRequests = new ClientRequests(requests, "unary");
        streamRequests = new ClientRequests(requests, "stream");
    }

    /** From now on who listens hears of unary calls that take longer, on their threads; it must not block. */
    public void watchSlow(Duration longest, Consumer<SlowCall> listener) {
        slowCalls = new SlowCalls(longest.toNanos(), listener);
    }

    /** From now on the methods of these services are counted; their series are there, with 0. */
    public void track(Collection<ServiceDescriptor> services) {
        for (ServiceDescriptor service : services) {
            for (MethodDescriptor<?, ?> method : service.getMethods()) {
                methods.computeIfAbsent(method.getFullMethodName(), name -> new Method(method));
            }
        }
    }

    @Override
    public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
        Method method = methods.get(fullMethodName);
        if (method == null) {
            return bytesOnly;
        }
        method.started.increment();
        method.requests.count(headers);
        return method.isUnary ? new UnaryTracer(method) : new CallTracer(method);
    }

    private static String label(MethodType type) {
        return switch (type) {
            case UNARY -> "unary";
            case CLIENT_STREAMING -> "client_stream";
            case SERVER_STREAMING -> "server_stream";
            case BIDI_STREAMING -> "bidi_stream";
            case UNKNOWN -> "unknown";
        };
    }

    /** The series of one method. */
    private final class Method {
        private final Counter started;
        private final Counter received;
        private final Counter sent;

        /** By {@link Status.Code#value}. */
        private final Counter[] handled;

        private final @Nullable Histogram handling;
        private final ClientRequests requests;
        private final String fullName;
        private final boolean isUnary;

        Method(MethodDescriptor<?, ?> descriptor) {
            String type = label(descriptor.getType());
            String service = descriptor.getServiceName() == null ? "" : descriptor.getServiceName();
            String name = descriptor.getBareMethodName() == null ? "" : descriptor.getBareMethodName();
            Labelled<Histogram> times = GrpcMetrics.this.handling;
            started = GrpcMetrics.this.started.with(type, service, name);
            received = GrpcMetrics.this.received.with(type, service, name);
            sent = GrpcMetrics.this.sent.with(type, service, name);
            handling = times == null ? null : times.with(type, service, name);
            handled = new Counter[Status.Code.values().length];
            for (Status.Code code : Status.Code.values()) {
                handled[code.value()] = GrpcMetrics.this.handled.with(type, service, name, StatusText.nameOf(code));
            }
            fullName = descriptor.getFullMethodName();
            isUnary = descriptor.getType() == MethodType.UNARY;
            requests = isUnary ? unaryRequests : streamRequests;
        }
    }

    /** Counts bytes as etcd does: of messages, without framing and headers. Has no state of its own. */
    private class ByteTracer extends ServerStreamTracer {
        @Override
        public void inboundUncompressedSize(long bytes) {
            receivedBytes.add(bytes);
        }

        @Override
        public void outboundUncompressedSize(long bytes) {
            sentBytes.add(bytes);
        }
    }

    /** One call. Called by the threads of its stream. */
    private class CallTracer extends ByteTracer {
        final Method method;
        private final long startNanos = System.nanoTime();

        CallTracer(Method method) {
            this.method = method;
        }

        @Override
        public void inboundMessage(int number) {
            method.received.increment();
        }

        @Override
        public void outboundMessage(int number) {
            method.sent.increment();
        }

        @Override
        public void streamClosed(Status status) {
            method.handled[status.getCode().value()].increment();
            long nanos = System.nanoTime() - startNanos;
            Histogram handling = method.handling;
            if (handling != null) {
                handling.observeNanosAsSeconds(nanos);
            }
            ended(nanos);
        }

        void ended(long nanos) {}
    }

    /** One unary call: it has one message in each direction. */
    private final class UnaryTracer extends CallTracer {
        private long requestBytes;
        private long answerBytes;
        private @Nullable Attributes attributes;

        UnaryTracer(Method method) {
            super(method);
        }

        @Override
        public void serverCallStarted(ServerCallInfo<?, ?> call) {
            attributes = call.getAttributes();
        }

        @Override
        public void inboundUncompressedSize(long bytes) {
            super.inboundUncompressedSize(bytes);
            requestBytes += bytes;
        }

        @Override
        public void outboundUncompressedSize(long bytes) {
            super.outboundUncompressedSize(bytes);
            answerBytes += bytes;
        }

        @Override
        void ended(long nanos) {
            SlowCalls slow = slowCalls;
            if (nanos > slow.nanos()) {
                slow.listener().accept(new SlowCall(method.fullName, nanos, requestBytes, answerBytes, remote()));
            }
        }

        private Optional<SocketAddress> remote() {
            Attributes known = attributes;
            return known == null ? Optional.empty() : Optional.ofNullable(known.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
        }
    }
}
