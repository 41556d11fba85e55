package dev.pharos.kvstore.apply;

import dev.pharos.kvstore.alarm.AlarmBook;
import dev.pharos.kvstore.cluster.ClusterBook;
import dev.pharos.kvstore.lease.LeaseBook;
import dev.pharos.kvstore.mvcc.MvccStore;

/** All that the log's entries change. */
public record AppliedParts(
        MvccStore store,
        LeaseBook leases,
        StoredLeases storedLeases,
        AlarmBook alarms,
        ClusterBook cluster,
        Headers headers) {}
