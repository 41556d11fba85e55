package dev.pharos.kvstore.watch.match;

import dev.pharos.wire.value.KeyRange;

/** What cares about some keys. Its range never changes. */
public interface Ranged {
    KeyRange range();
}
