package dev.pharos.kvstore.watch.source;

import dev.pharos.kvstore.model.History;
import dev.pharos.kvstore.model.History.Page;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.kvstore.watch.protocol.HubOptions.Turn;
import dev.pharos.wire.error.EtcdError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Has the history read by somebody else than the hub's thread, which may not wait for disks, and brings the
 * answers home to it. At most two jobs are out: each asker waits for its answer.
 */
public final class HistoryDesk {
    private final History history;
    private final Executor worker;
    private final Executor home;
    private final long maxBytes;

    /**
     * @param worker runs one job at a time
     * @param home runs answers on the hub's thread
     * @param maxBytes what watchers get of one stretch takes at most; a revision of very many keys comes near it
     */
    public HistoryDesk(History history, Executor worker, Executor home, long maxBytes) {
        this.history = history;
        this.worker = worker;
        this.home = home;
        this.maxBytes = maxBytes;
    }

    public long revision() {
        return history.revision();
    }

    public long compactRevision() {
        return history.compactRevision();
    }

    /** The answer is empty if that revision is compacted by now. */
    public void read(long from, Turn turn, Consumer<Optional<Stretch>> answer) {
        worker.execute(() -> {
            Optional<Stretch> stretch = tryRead(from, turn);
            home.execute(() -> answer.accept(stretch));
        });
    }

    private Optional<Stretch> tryRead(long from, Turn turn) {
        try {
            Page page = history.read(from, turn.events(), turn.bytes());
            SharedEvents events = SharedEvents.over(page.events(), maxBytes);
            return Optional.of(new Stretch(from, page.throughRevision(), events));
        } catch (Refusal refusal) {
            if (refusal.error() == EtcdError.COMPACTED) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    /** The pair before each of the events, in their order. */
    public void previous(List<SharedEvent> events, Consumer<List<Optional<KeyValue>>> answer) {
        worker.execute(() -> {
            List<Optional<KeyValue>> pairs = new ArrayList<>(events.size());
            for (SharedEvent event : events) {
                pairs.add(history.previous(event.event()));
            }
            home.execute(() -> answer.accept(pairs));
        });
    }
}
