package dev.pharos.kvstore.watch;

import dev.pharos.kvstore.model.Commit;
import dev.pharos.kvstore.model.CommitListener;
import dev.pharos.kvstore.model.History;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.kvstore.watch.delivery.WatchEngine;
import dev.pharos.kvstore.watch.protocol.HubOptions;
import dev.pharos.kvstore.watch.protocol.StreamOptions;
import dev.pharos.kvstore.watch.protocol.WatchSink;
import dev.pharos.kvstore.watch.source.Handover;
import dev.pharos.kvstore.watch.source.Handover.Handed;
import dev.pharos.kvstore.watch.source.HistoryDesk;
import dev.pharos.wire.error.EtcdError;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * All watches of a member, and the thread that serves them. Any thread may call; nothing blocks but {@link
 * #close}.
 *
 * <p>Must be made, and told of commits, before anything is committed that {@code history.revision()} does not
 * show yet; what it misses all the same it finds in the history as soon as the next commit shows the gap.
 */
public final class WatchHub implements CommitListener, AutoCloseable {
    private static final int MOST_EVENTS_HANDED_OVER = 100_000;
    private static final long LEAST_BYTES_HANDED_OVER = 1 << 20;
    private static final int SHARE_FOR_ONE_STRETCH = 4;

    private final HubOptions options;
    private final HubSetting setting;
    private final HubMailbox mailbox = new HubMailbox();
    private final Handover handover;
    private final ExecutorService historyReader;
    private final WatchEngine engine;
    private final Thread thread;
    private final AtomicInteger streams = new AtomicInteger();
    private final AtomicBoolean failed = new AtomicBoolean();

    private WatchHub(History history, HubOptions options, HubSetting setting) {
        this.options = options;
        this.setting = setting;
        this.handover = new Handover(MOST_EVENTS_HANDED_OVER, Math.max(options.recentBytes(), LEAST_BYTES_HANDED_OVER));
        this.historyReader = Executors.newSingleThreadExecutor(job -> new Thread(job, "watch-history"));
        long mostAtOnce = Runtime.getRuntime().maxMemory() / SHARE_FOR_ONE_STRETCH;
        HistoryDesk desk = new HistoryDesk(history, this::readHistory, this::postHome, mostAtOnce);
        this.engine = new WatchEngine(desk, options, setting.random(), setting.metrics());
        this.thread = new Thread(this::work, "watch-hub");
    }

    public static WatchHub start(History history, HubOptions options, HubSetting setting) {
        WatchHub hub = new WatchHub(history, options, setting);
        hub.thread.start();
        return hub;
    }

    /**
     * A new stream. Its sink is called from now on, until {@link WatchStream#close} took effect or it was told
     * that it ended.
     *
     * @throws Refusal TOO_MANY_REQUESTS if there are too many streams, STOPPED if the hub has ended
     */
    public WatchStream openStream(WatchSink sink, StreamOptions streamOptions) {
        if (streams.incrementAndGet() > options.limits().streams()) {
            streams.decrementAndGet();
            throw new Refusal(EtcdError.TOO_MANY_REQUESTS);
        }
        WatchStream stream = new WatchStream(this, options.limits().waitingRequests());
        long now = setting.nanoClock().getAsLong();
        if (!mailbox.put(to -> stream.open(to, sink, streamOptions, now))) {
            streams.decrementAndGet();
            throw new Refusal(EtcdError.STOPPED);
        }
        return stream;
    }

    /** Without a stream nobody is woken: whoever comes later looks at the history first. */
    @Override
    public void committed(Commit commit) {
        if (streams.get() == 0) {
            handover.lose(commit.revision());
            return;
        }
        handover.put(commit);
        mailbox.wake();
    }

    /** Watchers go on from where they are, in the new history (rule 6.19). */
    @Override
    public void restored(long revision) {
        handover.lose(revision);
        mailbox.wake();
    }

    /** The member has had no leader for too long: ends the streams that wanted to know (rule 6.20). */
    public void leaderLost() {
        post(WatchEngine::leaderLost);
    }

    /** Ends all streams there are; new ones may be opened. */
    public void endAll(EtcdError why) {
        post(to -> to.endAll(why));
    }

    /** Has the clock looked at, for clocks that do not go by themselves. */
    public void tick() {
        mailbox.wake();
    }

    void post(Consumer<WatchEngine> task) {
        mailbox.put(task);
    }

    void streamClosed() {
        streams.decrementAndGet();
    }

    private void work() {
        try {
            boolean more = false;
            while (!mailbox.isClosed()) {
                for (Consumer<WatchEngine> task : mailbox.take(patience(more))) {
                    task.accept(engine);
                }
                takeCommits();
                engine.tick(setting.nanoClock().getAsLong());
                more = engine.turn();
            }
        } catch (InterruptedException unasked) {
            Thread.currentThread().interrupt();
            fail(unasked);
        } catch (RuntimeException | Error failure) {
            fail(failure);
        } finally {
            mailbox.close();
            endStreams();
        }
    }

    private void takeCommits() {
        Handed handed = handover.take();
        if (!handed.isNothing()) {
            engine.commits(handed);
        }
    }

    private long patience(boolean more) {
        long now = setting.nanoClock().getAsLong();
        long toDeadline =
                engine.nextDeadline().isPresent() ? engine.nextDeadline().getAsLong() - now : Long.MAX_VALUE;
        return HubMailbox.patience(more, toDeadline);
    }

    private void endStreams() {
        historyReader.shutdown();
        try {
            for (Consumer<WatchEngine> left : mailbox.drain()) {
                left.accept(engine);
            }
        } finally {
            engine.endAll(EtcdError.STOPPED);
        }
    }

    private void readHistory(Runnable job) {
        try {
            historyReader.execute(() -> {
                try {
                    job.run();
                } catch (RuntimeException | Error failure) {
                    fail(failure);
                }
            });
        } catch (RejectedExecutionException closing) {
            // Nobody waits for the answer any more.
            return;
        }
    }

    private void postHome(Runnable answer) {
        mailbox.put(to -> answer.run());
    }

    private void fail(Throwable failure) {
        mailbox.close();
        if (failed.compareAndSet(false, true)) {
            setting.onFailure().accept(failure);
        }
    }

    /** Ends all streams with STOPPED (rule 6.21), and waits until that is done. */
    @Override
    public void close() {
        mailbox.close();
        historyReader.shutdown();
        if (Thread.currentThread() == thread) {
            return;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
