package dev.pharos.kvstore.chaos;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.chaos.Leases.Lease;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Grants and renews leases, hangs keys on them and takes them off, and revokes some, one request after the other. */
final class LeaseClient implements Runnable {
    static final String PREFIX = "lease/";
    private static final Lease NONE = new Lease(0, Leases.SHORTEST_TTL);
    private static final long LEASES_OF_A_CYCLE = 1_000_000;

    private final int cycle;
    private final Door door;
    private final Ledger ledger;
    private final Leases leases;
    private final Progress progress;
    private final SplittableRandom random;
    private final List<Lease> own = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private int sequence;

    LeaseClient(int cycle, Door door, Books books, Progress progress, SplittableRandom random) {
        this.cycle = cycle;
        this.door = door;
        this.ledger = books.ledger();
        this.leases = books.leases();
        this.progress = progress;
        this.random = random;
    }

    @Override
    public void run() {
        boolean isServed = true;
        while (isServed && !progress.isOver()) {
            try {
                act();
                progress.oneMore();
            } catch (StatusRuntimeException refused) {
                progress.refused(refused);
                isServed = door.staysOpen(refused);
            }
        }
    }

    private void act() {
        int dice = random.nextInt(100);
        if (own.isEmpty() || dice < 30) {
            grant();
        } else if (dice < 45) {
            renew(any(own));
        } else if (dice < 80) {
            put(PREFIX + cycle + "/" + sequence, any(own));
        } else if (dice < 90 && !keys.isEmpty()) {
            put(any(keys), random.nextBoolean() ? NONE : any(own));
        } else {
            revoke(any(own));
        }
    }

    private <T> T any(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private void grant() {
        long id = cycle * LEASES_OF_A_CYCLE + ++sequence;
        long ttl = random.nextInt(3) == 0 ? Leases.SHORTEST_TTL : 600 + random.nextInt(3_000);
        Lease lease = leases.asking(id, ttl);
        own.add(lease);
        door.connection()
                .leases()
                .leaseGrant(LeaseGrantRequest.newBuilder().setID(id).setTTL(ttl).build());
        lease.granted();
    }

    /** A lease of which nothing is left is no surprise if it may have ended. */
    private void renew(Lease lease) {
        boolean mustExist = lease.mustExist();
        long askedNanos = System.nanoTime();
        if (Renewal.ask(door.connection(), lease.id()) > 0) {
            lease.renewed(askedNanos);
        } else if (mustExist) {
            leases.surprise("lease " + lease.id() + " was not found to be renewed");
        }
    }

    private void put(String key, Lease lease) {
        String value = "l" + cycle + "." + sequence++;
        ledger.sending(key, value);
        PutRequest request = PutRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(key))
                .setValue(ByteString.copyFromUtf8(value))
                .setLease(lease.id())
                .build();
        try {
            long revision = door.connection().kv().put(request).getHeader().getRevision();
            ledger.acknowledge(key, value, revision);
            keys.add(key);
        } catch (StatusRuntimeException refused) {
            passOnUnlessNotFound(lease, refused);
        }
    }

    private void revoke(Lease lease) {
        boolean mustExist = lease.mustExist();
        lease.revoking();
        try {
            door.connection()
                    .leases()
                    .leaseRevoke(
                            LeaseRevokeRequest.newBuilder().setID(lease.id()).build());
            lease.revoked();
        } catch (StatusRuntimeException refused) {
            passOnUnlessNotFound(lease, refused);
            if (mustExist) {
                leases.surprise("lease " + lease.id() + " was not found to be revoked");
            }
        }
    }

    /** A lease that has ended is no surprise. */
    private void passOnUnlessNotFound(Lease lease, StatusRuntimeException refused) {
        if (!isNotFound(refused)) {
            throw refused;
        }
        leases.notFound(lease);
    }

    private static boolean isNotFound(StatusRuntimeException refused) {
        return refused.getStatus().getCode() == Status.Code.NOT_FOUND;
    }
}
