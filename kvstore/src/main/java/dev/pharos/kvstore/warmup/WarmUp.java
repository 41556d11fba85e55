package dev.pharos.kvstore.warmup;

import dev.pharos.kvstore.listen.ClientListener;
import dev.pharos.kvstore.listen.EventLoops;
import dev.pharos.kvstore.listen.ListenAddress;
import dev.pharos.kvstore.listen.ListenOptions;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Calls over a socket in a folder of its own, made while the server opens its store. Each kind of call is made some
 * times: the first of a kind takes a hundred times as long as those behind it, and to have all of it compiled would
 * take longer than what that saves. Its failure is no failure of the server.
 */
public final class WarmUp {
    private static final System.Logger LOG = System.getLogger(WarmUp.class.getName());
    private static final int CONNECTIONS = 24;
    private static final int JSON_EVERY = 8;
    private static final int MESSAGE_BYTES = 1 << 20;

    private final Supplier<Edge> edge;
    private final long deadline;
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "warm-up");

    private WarmUp(Supplier<Edge> edge, Duration atMost) {
        this.edge = edge;
        this.deadline = System.nanoTime() + atMost.toNanos();
    }

    /** Nothing is warmed up. */
    public static WarmUp none() {
        WarmUp none = new WarmUp(
                () -> {
                    throw new IllegalStateException("nothing is to be warmed up");
                },
                Duration.ZERO);
        none.done.countDown();
        return none;
    }

    /** Begins on a thread of its own, which may go on for this time if somebody awaits it. */
    public static WarmUp begin(Supplier<Edge> edge, Duration atMost) {
        WarmUp warmUp = new WarmUp(edge, atMost);
        warmUp.thread.setDaemon(true);
        warmUp.thread.start();
        return warmUp;
    }

    /** Returns when all calls are made, or when there is no more time for them: what is under way then is cut off. */
    public void await() throws InterruptedException {
        if (!done.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            thread.interrupt();
        }
    }

    private void run() {
        try {
            Path folder = Files.createTempDirectory("pharos-warm-up");
            try {
                listen(folder.resolve("socket"));
            } finally {
                Files.deleteIfExists(folder.resolve("socket"));
                Files.deleteIfExists(folder);
            }
        } catch (IOException | RuntimeException failure) {
            LOG.log(System.Logger.Level.DEBUG, "the warm-up failed", failure);
        } catch (InterruptedException timeIsUp) {
            LOG.log(System.Logger.Level.DEBUG, "the warm-up was cut off");
        } finally {
            done.countDown();
        }
    }

    private void listen(Path socket) throws IOException, InterruptedException {
        try (EventLoops loops = EventLoops.start(1, "warm-up");
                Edge warming = edge.get()) {
            ListenOptions options = ListenOptions.of(List.of(ListenAddress.unix(socket)), MESSAGE_BYTES);
            ClientListener listener = ClientListener.start(options, warming.protocols(), loops);
            try {
                call(new Caller(UnixDomainSocketAddress.of(socket)));
            } finally {
                done.countDown();
                listener.stop(Duration.ZERO);
            }
        }
    }

    private void call(Caller caller) throws IOException {
        List<Round> rounds = Round.all();
        byte[] json = Round.json();
        for (int i = 0; i < CONNECTIONS; i++) {
            Round round = rounds.get(i % rounds.size());
            caller.call(round.bytes(), round.answers());
            if (i % JSON_EVERY == 0) {
                caller.exchange(json);
            }
        }
    }
}
