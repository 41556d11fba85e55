package dev.pharos.benchmarks.load;

import io.grpc.MethodDescriptor;
import java.util.function.LongFunction;

/** What a load sends: one method, and the request for each number. Requests are made on the event loop. */
public record Traffic(MethodDescriptor<byte[], byte[]> method, LongFunction<byte[]> requests) {
    /** The same request each time. */
    public static Traffic of(MethodDescriptor<?, ?> method, byte[] request) {
        return new Traffic(RawMethods.of(method), number -> request);
    }

    public static Traffic of(MethodDescriptor<?, ?> method, LongFunction<byte[]> requests) {
        return new Traffic(RawMethods.of(method), requests);
    }
}
