package dev.pharos.kvstore.apply;

import dev.pharos.kvstore.lease.Lease;
import dev.pharos.kvstore.lease.LeaseBook;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseCheckpoint;
import dev.pharos.wire.proto.etcdserverpb.LeaseCheckpointRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseCheckpointResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeResponse;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.Optional;

/** Grants, revokes and checkpoints leases. */
final class LeaseCommands {
    private final LeaseBook leases;
    private final StoredLeases rows;

    LeaseCommands(LeaseBook leases, StoredLeases rows) {
        this.leases = leases;
        this.rows = rows;
    }

    /** Empty if the request is none of these. */
    Optional<Outcome> execute(InternalRaftRequest request, AppliedCommand command) {
        if (request.hasLeaseGrant()) {
            return Optional.of(grant(request.getLeaseGrant(), command));
        }
        if (request.hasLeaseRevoke()) {
            return Optional.of(revoke(request.getLeaseRevoke(), command));
        }
        if (request.hasLeaseCheckpoint()) {
            return Optional.of(checkpoint(request.getLeaseCheckpoint(), command));
        }
        return Optional.empty();
    }

    private Outcome grant(LeaseGrantRequest request, AppliedCommand command) {
        Lease lease = leases.grant(request.getID(), request.getTTL());
        rows.stored(lease);
        return Outcome.of(LeaseGrantResponse.newBuilder()
                .setHeader(command.header())
                .setID(lease.id())
                .setTTL(lease.ttlSeconds())
                .build());
    }

    /** The keys of the lease go in one revision, in their order (rule 7.8). */
    private Outcome revoke(LeaseRevokeRequest request, AppliedCommand command) {
        for (Bytes key : leases.revoke(request.getID())) {
            command.txn().delete(KeyRange.single(key));
        }
        rows.revoked(request.getID());
        return Outcome.of(
                LeaseRevokeResponse.newBuilder().setHeader(command.header()).build());
    }

    private Outcome checkpoint(LeaseCheckpointRequest request, AppliedCommand command) {
        for (LeaseCheckpoint said : request.getCheckpointsList()) {
            leases.checkpoint(said.getID(), said.getRemainingTTL()).ifPresent(rows::stored);
        }
        return Outcome.of(
                LeaseCheckpointResponse.newBuilder().setHeader(command.header()).build());
    }
}
