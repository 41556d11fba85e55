package dev.pharos.kvstore.chaos;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.chaos.Leases.Lease;
import dev.pharos.kvstore.chaos.Ledger.Acknowledged;
import dev.pharos.wire.proto.etcdserverpb.HashKVRequest;
import dev.pharos.wire.proto.etcdserverpb.HashKVResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseLeasesRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberListRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberListResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.mvccpb.Event;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Compares what a server that nobody writes to shows with what its clients know. For one use by one thread. */
final class Examination {
    private static final ByteString LEAST_KEY = ByteString.copyFrom(new byte[1]);

    /** A remaining time is cut to seconds, and a new leader adds the time of an election. */
    private static final long SLACK_SECONDS = 2;

    private final long startedNanos;
    private final Connection connection;
    private final Books books;
    private final Truth truth;
    private final SplittableRandom random;
    private final List<String> broken = new ArrayList<>();

    /** @param startedNanos when leases may have begun to lose of their time, at the earliest */
    Examination(long startedNanos, Connection connection, Books books, Truth truth, SplittableRandom random) {
        this.startedNanos = startedNanos;
        this.connection = connection;
        this.books = books;
        this.truth = truth;
        this.random = random;
    }

    /** Everything that is wrong, in words, with the only member. */
    List<String> run() {
        checkStore();
        checkHistory();
        checkAddress();
        checkLeases();
        return broken;
    }

    /** What is wrong with a member of a cluster by itself. */
    List<String> runOfMember() {
        checkStore();
        checkLeaseList();
        return broken;
    }

    /** What is wrong with the whole of a cluster, whichever member is asked. */
    List<String> runOfCluster() {
        checkHistory();
        checkLeases();
        return broken;
    }

    private void checkStore() {
        long compactRevision = checkCompaction();
        checkRevision();
        checkStates(Math.max(1, compactRevision));
        checkHashes(compactRevision);
    }

    private void checkHistory() {
        checkAcknowledged();
        checkNothingIsInvented();
    }

    private void checkLeases() {
        books.leases().all().forEach(this::checkLease);
        broken.addAll(books.leases().surprises());
    }

    private void checkLeaseList() {
        Set<Long> told = new HashSet<>();
        connection
                .leases()
                .leaseLeases(LeaseLeasesRequest.getDefaultInstance())
                .getLeasesList()
                .forEach(lease -> told.add(lease.getID()));
        for (Lease lease : books.leases().all()) {
            if (lease.mustExist() && !told.contains(lease.id())) {
                broken.add("not in the list of leases: " + lease.id());
            }
            if (lease.mustBeGone() && told.contains(lease.id())) {
                broken.add("still in the list of leases: " + lease.id());
            }
        }
    }

    private long checkCompaction() {
        long told = hash(0).getCompactRevision();
        if (!books.compactions().mayBe(told)) {
            broken.add("compacted at " + told + " although "
                    + books.compactions().acknowledged() + " is the highest that was acknowledged");
        }
        books.compactions().confirm(told);
        return told;
    }

    private void checkRevision() {
        long revision = header();
        if (revision < books.ledger().highestRevision()) {
            broken.add("the revision went back from " + books.ledger().highestRevision() + " to " + revision);
        }
    }

    private long header() {
        return connection
                .kv()
                .range(RangeRequest.newBuilder().setKey(LEAST_KEY).build())
                .getHeader()
                .getRevision();
    }

    private void checkAcknowledged() {
        for (Acknowledged one : books.ledger().acknowledged()) {
            boolean isThere = truth.at(one.revision()).stream()
                    .anyMatch(event -> event.getKv().getKey().toStringUtf8().equals(one.key())
                            && (one.value() == null
                                    ? !Truth.isPut(event)
                                    : Truth.isPut(event)
                                            && event.getKv()
                                                    .getValue()
                                                    .toStringUtf8()
                                                    .equals(one.value())));
            if (!isThere) {
                broken.add("acknowledged and lost: " + one + "; there is " + truth.at(one.revision()));
            }
        }
    }

    private void checkNothingIsInvented() {
        Set<String> puts = new HashSet<>();
        for (Event event : truth.events()) {
            String key = event.getKv().getKey().toStringUtf8();
            String value = event.getKv().getValue().toStringUtf8();
            if (Truth.isPut(event)) {
                if (!books.ledger().wasSent(key, value)) {
                    broken.add("never sent: " + Truth.describe(event));
                }
                if (!puts.add(key + "=" + value)) {
                    broken.add("carried out twice: " + Truth.describe(event));
                }
            }
            if (Truth.revisionOf(event) > truth.examinedRevision()) {
                checkCompany(event, key, value);
            }
        }
        truth.examined();
    }

    private void checkCompany(Event event, String key, String value) {
        if (Truth.isPut(event)) {
            checkPartner(event, key, value);
        } else if (!books.ledger().wasDeleted(key)) {
            checkEndOfLease(event);
        }
    }

    private void checkPartner(Event event, String key, String value) {
        if (key.startsWith(PairClient.PREFIX)) {
            long partners = truth.at(Truth.revisionOf(event)).stream()
                    .filter(other -> other.getKv().getValue().toStringUtf8().equals(value))
                    .count();
            if (partners != 2) {
                broken.add("half of a transaction: " + Truth.describe(event));
            }
        }
    }

    /** All keys of the lease go in one revision, in their order, and nothing else does. */
    private void checkEndOfLease(Event event) {
        long at = Truth.revisionOf(event);
        long id = truth.pairAt(event.getKv().getKey().toStringUtf8(), at - 1)
                .map(KeyValue::getLease)
                .orElse(0L);
        if (id == 0 || !books.leases().find(id).map(Lease::mayEnd).orElse(false)) {
            broken.add("deleted by nobody: " + Truth.describe(event) + ", lease " + id);
            return;
        }
        List<ByteString> expected = keysOf(id, at - 1);
        List<ByteString> gone =
                truth.at(at).stream().map(one -> one.getKv().getKey()).toList();
        if (!expected.equals(gone)) {
            broken.add("lease " + id + " had " + expected + " and took " + gone + " with it at " + at);
        }
    }

    private List<ByteString> keysOf(long lease, long at) {
        return truth.stateAt(LeaseClient.PREFIX, at).stream()
                .filter(pair -> pair.getLease() == lease)
                .map(KeyValue::getKey)
                .toList();
    }

    private void checkStates(long oldest) {
        checkState(0);
        checkState(oldest);
        for (int i = 0; i < 3; i++) {
            checkState(random.nextLong(oldest, truth.revision() + 1));
        }
        if (oldest > 1) {
            expectCompacted(random.nextLong(1, oldest));
        }
    }

    /** Leases may end while this looks, so the state is that of the header. */
    private void checkState(long revision) {
        var answer = connection
                .kv()
                .range(RangeRequest.newBuilder()
                        .setKey(LEAST_KEY)
                        .setRangeEnd(LEAST_KEY)
                        .setRevision(revision)
                        .build());
        long at = revision == 0 ? answer.getHeader().getRevision() : revision;
        if (at > truth.revision()) {
            return;
        }
        List<KeyValue> expected = truth.stateAt(at);
        if (!answer.getKvsList().equals(expected)) {
            broken.add("at " + at + " there are " + difference(expected, answer.getKvsList()));
        }
    }

    private static String difference(List<KeyValue> expected, List<KeyValue> got) {
        Map<String, KeyValue> left = new TreeMap<>();
        expected.forEach(pair -> left.put(pair.getKey().toStringUtf8(), pair));
        List<String> differences = new ArrayList<>();
        for (KeyValue pair : got) {
            KeyValue other = left.remove(pair.getKey().toStringUtf8());
            if (!pair.equals(other)) {
                differences.add(pair + " instead of " + other);
            }
        }
        return got.size() + " pairs, not " + expected.size() + "; wrong " + differences + ", missing " + left.keySet();
    }

    private void expectCompacted(long revision) {
        try {
            checkState(revision);
            broken.add("revision " + revision + " is compacted and can be read");
        } catch (StatusRuntimeException refused) {
            if (refused.getStatus().getCode() != Status.Code.OUT_OF_RANGE) {
                broken.add("revision " + revision + " is compacted, and reading it says " + refused.getStatus());
            }
        }
    }

    private void checkHashes(long compactRevision) {
        checkHash(0, compactRevision);
        checkHash(truth.revision(), compactRevision);
        // At the compact revision itself the hash is that from before the compaction.
        if (compactRevision < truth.revision()) {
            checkHash(random.nextLong(Math.max(1, compactRevision + 1), truth.revision() + 1), compactRevision);
        }
    }

    private void checkHash(long revision, long compactRevision) {
        HashKVResponse told = hash(revision);
        if (told.getHashRevision() <= truth.revision()
                && told.getHash() != truth.hashAt(told.getHashRevision(), compactRevision)) {
            broken.add("the hash at " + told.getHashRevision() + ", compacted at " + compactRevision + ", is "
                    + Integer.toUnsignedString(told.getHash()) + " and should be "
                    + Integer.toUnsignedString(truth.hashAt(told.getHashRevision(), compactRevision)));
        }
    }

    private HashKVResponse hash(long revision) {
        return connection
                .maintenance()
                .hashKV(HashKVRequest.newBuilder().setRevision(revision).build());
    }

    private void checkAddress() {
        MemberListResponse told = connection
                .cluster()
                .memberList(MemberListRequest.newBuilder().setLinearizable(true).build());
        String url = told.getMembers(0).getPeerURLs(0);
        if (told.getMembersCount() != 1
                || told.getMembers(0).getPeerURLsCount() != 1
                || !books.addresses().mayBe(url)) {
            broken.add("the member should be at one of " + books.addresses() + ": " + told);
        }
        books.addresses().confirm(url);
    }

    private void checkLease(Lease lease) {
        LeaseTimeToLiveResponse told = connection
                .leases()
                .leaseTimeToLive(LeaseTimeToLiveRequest.newBuilder()
                        .setID(lease.id())
                        .setKeys(true)
                        .build());
        boolean exists = told.getGrantedTTL() != 0;
        if (lease.mustBeGone() && exists) {
            broken.add("revoked and there: " + told);
        }
        if (lease.mustExist() && !exists) {
            broken.add("granted and gone: " + told);
        }
        if (exists && !lease.expires()) {
            checkTimes(lease, told);
            Set<ByteString> expected = new HashSet<>(keysOf(lease.id(), truth.revision()));
            if (!expected.equals(new HashSet<>(told.getKeysList()))) {
                broken.add("lease " + lease.id() + " has " + told.getKeysList() + " and not " + expected);
            }
        }
    }

    private void checkTimes(Lease lease, LeaseTimeToLiveResponse told) {
        long elapsed = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedNanos);
        if (told.getGrantedTTL() != lease.ttl()
                || told.getTTL() < lease.ttl() - elapsed - SLACK_SECONDS
                || told.getTTL() > lease.ttl() + SLACK_SECONDS) {
            broken.add("granted " + lease.ttl() + " seconds, started " + elapsed + " seconds ago: " + told);
        }
    }
}
