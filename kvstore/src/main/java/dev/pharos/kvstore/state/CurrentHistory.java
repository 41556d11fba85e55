package dev.pharos.kvstore.state;

import dev.pharos.kvstore.backend.BackendClosed;
import dev.pharos.kvstore.model.Event;
import dev.pharos.kvstore.model.History;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.mvcc.MvccStore;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The history of whatever store is the current one. Any thread. */
record CurrentHistory(Supplier<MvccStore> stores) implements History {
    @Override
    public long revision() {
        return stores.get().revision();
    }

    @Override
    public long compactRevision() {
        return stores.get().compactRevision();
    }

    @Override
    public Page read(long fromRevision, int maxEvents, long maxBytes) {
        return ask(store -> store.read(fromRevision, maxEvents, maxBytes));
    }

    @Override
    public Optional<KeyValue> previous(Event event) {
        return ask(store -> store.previous(event));
    }

    /** Who was held up so long that his store is closed asks the one that replaced it. */
    private <T> T ask(Function<MvccStore, T> question) {
        MvccStore asked = stores.get();
        while (true) {
            try {
                return question.apply(asked);
            } catch (BackendClosed closed) {
                MvccStore newest = stores.get();
                if (newest == asked) {
                    throw closed;
                }
                asked = newest;
            }
        }
    }
}
