package dev.pharos.etcdctl.offline.file;

import dev.pharos.kvstore.index.IndexEditor;
import dev.pharos.kvstore.index.IndexEntry;
import dev.pharos.kvstore.index.KeyIndex;
import dev.pharos.kvstore.model.Event.Kind;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.mvcc.record.StorageRow;
import dev.pharos.wire.value.Bytes;

/** Counts the keys that a history leaves. A restore that raised the revision left a record of an empty key. */
final class LiveKeys {
    private final IndexEditor keys = KeyIndex.EMPTY.edit();
    private boolean hasEmptyKey;

    void put(StorageRow record) {
        Bytes key = KeyValue.decode(record.value()).key();
        boolean lives = record.kind() == Kind.PUT;
        if (key.isEmpty()) {
            hasEmptyKey = lives;
        } else if (lives) {
            keys.put(new IndexEntry(
                    key, record.place().revision(), record.place().sub(), 0, 1, 0));
        } else {
            keys.remove(key);
        }
    }

    long count() {
        return keys.liveCount() + (hasEmptyKey ? 1 : 0);
    }
}
