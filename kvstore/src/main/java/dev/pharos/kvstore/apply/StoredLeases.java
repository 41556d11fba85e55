package dev.pharos.kvstore.apply;

import dev.pharos.kvstore.lease.Lease;

/** Where leases are kept; the rows become durable together with the entry that made them. */
public interface StoredLeases {
    void stored(Lease lease);

    void revoked(long id);
}
