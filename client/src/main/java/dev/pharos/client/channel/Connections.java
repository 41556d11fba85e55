package dev.pharos.client.channel;

import dev.pharos.client.data.Endpoint;
import io.netty.channel.EventLoopGroup;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One connection to each endpoint, made when it is needed. Calls stay with the one in use until it breaks or a server
 * there says that it cannot serve. Any thread.
 */
// Ignored futures are those of tasks on the clock, and of reactions that are the last in their chain.
@SuppressWarnings("FutureReturnValueIgnored")
final class Connections implements AutoCloseable {
    private final List<Connection> all;
    private final EventLoopGroup loops;
    private final long dialNanos;

    /** Grows with each change; taken modulo the number of connections. */
    private final AtomicInteger preferred = new AtomicInteger();

    Connections(ConnectionOptions options, EventLoopGroup loops) {
        Dialer dialer = new Dialer(options, loops);
        this.all = options.endpoints().stream().map(dialer::dial).toList();
        this.loops = loops;
        this.dialNanos = options.dialTimeout().toNanos();
    }

    /** Completes with a connection that stands; goes on trying until it is cancelled. */
    CompletableFuture<Connection> ready() {
        Connection favourite = preferred();
        if (favourite.isReady()) {
            return CompletableFuture.completedFuture(favourite);
        }
        Search search = new Search(ordered(), loops.next(), dialNanos);
        search.start();
        CompletableFuture<Connection> found = search.found().thenApply(this::prefer);
        found.whenComplete((connection, failure) -> search.found().cancel(false));
        return found;
    }

    private Connection preferred() {
        return all.get(Math.floorMod(preferred.get(), all.size()));
    }

    private Connection prefer(Connection connection) {
        preferred.set(all.indexOf(connection));
        return connection;
    }

    /** All of them, the preferred one first. */
    private List<Connection> ordered() {
        int first = Math.floorMod(preferred.get(), all.size());
        return IntStream.range(0, all.size())
                .mapToObj(step -> all.get((first + step) % all.size()))
                .toList();
    }

    /** The next calls go elsewhere, if there is another endpoint. */
    void avoid(Connection connection) {
        int at = all.indexOf(connection);
        preferred.compareAndSet(at, (at + 1) % all.size());
    }

    /** What is wrong with each endpoint, for people. */
    CompletableFuture<String> complaints() {
        List<CompletableFuture<String>> parts = all.stream()
                .map(connection -> connection
                        .complaint()
                        .thenApply(text -> connection.endpoint().text() + ": " + text))
                .toList();
        return CompletableFuture.allOf(parts.toArray(new CompletableFuture<?>[0]))
                .thenApply(done -> parts.stream().map(CompletableFuture::join).collect(Collectors.joining("; ")));
    }

    List<Endpoint> endpoints() {
        return all.stream().map(Connection::endpoint).toList();
    }

    @Override
    public void close() {
        all.forEach(Connection::close);
    }
}
