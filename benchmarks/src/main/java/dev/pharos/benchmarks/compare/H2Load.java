package dev.pharos.benchmarks.compare;

import dev.pharos.benchmarks.load.Endpoint;
import dev.pharos.benchmarks.load.Latencies;
import dev.pharos.benchmarks.load.LoadFailure;
import dev.pharos.benchmarks.load.LoadResult;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * nghttp2's generator, which costs a third of a Java client and so leaves the server more of the machine. It
 * looks at the HTTP status only; that these very requests succeed is seen by the other loads.
 */
final class H2Load {
    private static final Path PROGRAM = Path.of("/usr/bin/h2load");
    private static final Pattern RATE = Pattern.compile("finished in [^,]+, ([0-9.]+) req/s");
    private static final Pattern SUCCEEDED = Pattern.compile("(\\d+) succeeded, (\\d+) failed");
    private static final int PREFIX_BYTES = 5;

    private final Endpoint endpoint;
    private final MethodDescriptor<?, ?> method;
    private final byte[] request;

    H2Load(Endpoint endpoint, MethodDescriptor<?, ?> method, byte[] request) {
        this.endpoint = endpoint;
        this.method = method;
        this.request = request;
    }

    /** Sends that many requests over 32 connections with 32 outstanding each; empty where there is no h2load. */
    Optional<Metered> run(Visit visit, int requests) throws InterruptedException {
        if (!Files.isExecutable(PROGRAM)) {
            return Optional.empty();
        }
        return Optional.of(visit.meter(() -> send(requests)));
    }

    private LoadResult send(int requests) throws InterruptedException {
        try {
            Path body = Files.createTempFile("request", ".bin");
            ByteBuffer message = ByteBuffer.allocate(PREFIX_BYTES + request.length);
            message.put((byte) 0).putInt(request.length).put(request);
            Files.write(body, message.array());
            Process process = new ProcessBuilder(command(requests, body))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            Files.delete(body);
            return read(output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private List<String> command(int requests, Path body) {
        return List.of(
                PROGRAM.toString(),
                "-t1",
                "-c32",
                "-m32",
                "-w20",
                "-W20",
                "-n" + requests,
                "-d" + body,
                "-Hcontent-type:application/grpc",
                "-Hte:trailers",
                "http://" + endpoint + "/" + method.getFullMethodName());
    }

    private static LoadResult read(String output) {
        Matcher rate = RATE.matcher(output);
        Matcher counts = SUCCEEDED.matcher(output);
        if (!rate.find() || !counts.find()) {
            throw new LoadFailure("h2load says: " + output, null);
        }
        long answers = Long.parseLong(counts.group(1));
        long nanos = (long) (answers * 1e9 / Double.parseDouble(rate.group(1)));
        return new LoadResult(answers, Long.parseLong(counts.group(2)), "HTTP", nanos, new Latencies());
    }
}
