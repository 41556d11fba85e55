package dev.pharos.kvstore.request;

import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys that one branch of a transaction puts and deletes, nested transactions included. Collecting
 * them finds a key that is put twice, or put and deleted.
 *
 * <p>Two things pass as they do in etcd: a delete with an open end is not seen at all, and a nested
 * transaction may delete what an earlier sibling of it has put (rule 4.8).
 */
final class TouchedKeys {
    private final Set<Bytes> puts = new HashSet<>();
    private final KeySpans deletes = new KeySpans();

    private TouchedKeys() {}

    static TouchedKeys in(List<RequestOp> branch) {
        TouchedKeys touched = new TouchedKeys();
        branch.stream()
                .filter(RequestOp::hasRequestDeleteRange)
                .forEach(operation -> touched.delete(operation.getRequestDeleteRange()));
        branch.stream()
                .filter(RequestOp::hasRequestTxn)
                .forEach(operation -> touched.nested(operation.getRequestTxn()));
        branch.stream()
                .filter(RequestOp::hasRequestPut)
                .forEach(operation -> touched.put(
                        Bytes.fromByteString(operation.getRequestPut().getKey())));
        return touched;
    }

    private void delete(DeleteRangeRequest request) {
        KeyRange range = KeyRange.from(request.getKey(), request.getRangeEnd());
        if (!range.isOpenEnded() && !range.isEmpty()) {
            deletes.add(range);
        }
    }

    /** Only one branch will run, so the two may touch the same keys. */
    private void nested(TxnRequest txn) {
        TouchedKeys success = in(txn.getSuccessList());
        TouchedKeys failure = in(txn.getFailureList());
        success.puts.forEach(this::put);
        for (Bytes key : failure.puts) {
            if (success.puts.contains(key)) {
                refuseIf(deletes.contains(key));
            } else {
                put(key);
            }
        }
        deletes.addAll(success.deletes);
        deletes.addAll(failure.deletes);
    }

    private void put(Bytes key) {
        refuseIf(!puts.add(key) || deletes.contains(key));
    }

    private static void refuseIf(boolean duplicate) {
        if (duplicate) {
            throw new Refusal(EtcdError.DUPLICATE_KEY);
        }
    }
}
