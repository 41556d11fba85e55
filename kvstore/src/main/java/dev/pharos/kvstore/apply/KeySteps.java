package dev.pharos.kvstore.apply;

import dev.pharos.kvstore.lease.LeaseBook;
import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.model.RangeResult;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.kvstore.mvcc.WriteTxn;
import dev.pharos.kvstore.request.RangeQueries;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeResponse;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.PutResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.Optional;

/** Puts, deletes and ranges within one transaction of the store; keys are hung on their leases on the way. */
final class KeySteps implements PairReader {
    private final WriteTxn txn;
    private final LeaseBook leases;

    KeySteps(WriteTxn txn, LeaseBook leases) {
        this.txn = txn;
        this.leases = leases;
    }

    @Override
    public long revision() {
        return txn.revision();
    }

    @Override
    public long compactRevision() {
        return txn.compactRevision();
    }

    @Override
    public RangeResult range(RangeQuery query) {
        return txn.range(query);
    }

    /** Refuses a put that the present state does not allow. */
    void check(PutRequest request) {
        requireLease(request);
        requireKey(request);
    }

    /** The same inside a transaction, where etcd looks for the key first. */
    void checkInTxn(PutRequest request) {
        requireKey(request);
        requireLease(request);
    }

    private void requireLease(PutRequest request) {
        if (request.getLease() != 0 && !leases.exists(request.getLease())) {
            throw new Refusal(EtcdError.LEASE_NOT_FOUND);
        }
    }

    /** Whether the put takes over a part of what is there. */
    static boolean keepsSomething(PutRequest request) {
        return request.getIgnoreValue() || request.getIgnoreLease();
    }

    private void requireKey(PutRequest request) {
        if (keepsSomething(request)
                && txn.get(Bytes.fromByteString(request.getKey())).isEmpty()) {
            throw new Refusal(EtcdError.KEY_NOT_FOUND);
        }
    }

    PutResponse.Builder put(PutRequest request) {
        Bytes key = Bytes.fromByteString(request.getKey());
        PutResponse.Builder response = PutResponse.newBuilder();
        Bytes value = Bytes.fromByteString(request.getValue());
        if (request.getIgnoreValue() || request.getPrevKv()) {
            Optional<KeyValue> old = txn.get(key);
            value = request.getIgnoreValue() ? old.orElseThrow().value() : value;
            old.filter(pair -> request.getPrevKv()).ifPresent(pair -> response.setPrevKv(Answers.pair(pair)));
        }
        long lease = request.getIgnoreLease() ? leases.leaseOf(key) : request.getLease();
        txn.put(key, value, lease);
        leases.attach(key, lease);
        return response;
    }

    DeleteRangeResponse.Builder delete(DeleteRangeRequest request) {
        KeyRange range = KeyRange.from(request.getKey(), request.getRangeEnd());
        DeleteRangeResponse.Builder response = DeleteRangeResponse.newBuilder();
        if (request.getPrevKv()) {
            for (KeyValue pair : txn.range(RangeQuery.of(range)).kvs()) {
                response.addPrevKvs(Answers.pair(pair));
            }
        }
        return response.setDeleted(txn.delete(range, leases::detach));
    }

    RangeResponse range(RangeRequest request) {
        return Answers.range(Headers.inTxn(revision()), txn.range(RangeQueries.of(request)));
    }
}
