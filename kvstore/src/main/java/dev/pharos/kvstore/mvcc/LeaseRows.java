package dev.pharos.kvstore.mvcc;

import dev.pharos.wire.value.Bytes;

/** Hears, while the store opens, of every live key that hangs on a lease. */
@FunctionalInterface
public interface LeaseRows {
    void attached(Bytes key, long lease);

    /** For a store whose leases are of no interest. */
    LeaseRows IGNORED = (key, lease) -> {};
}
