package dev.pharos.kvstore.request;

import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.Compare;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import java.util.List;

/** Refuses transactions that are too large or that change a key twice (rules 4.7 to 4.9). */
public final class TxnCheck {
    private TxnCheck() {}

    public static void txn(TxnRequest request, int maxOperations) {
        operations(request, maxOperations);
        TouchedKeys.in(request.getSuccessList());
        TouchedKeys.in(request.getFailureList());
    }

    /** Every level of nesting takes its own size off what the next one may have, so nesting ends. */
    private static void operations(TxnRequest request, int maxOperations) {
        int size = Math.max(request.getCompareCount(), Math.max(request.getSuccessCount(), request.getFailureCount()));
        if (size > maxOperations) {
            throw new Refusal(EtcdError.TOO_MANY_OPERATIONS);
        }
        for (Compare compare : request.getCompareList()) {
            RequestCheck.key(compare.getKey());
        }
        branch(request.getSuccessList(), maxOperations - size);
        branch(request.getFailureList(), maxOperations - size);
    }

    private static void branch(List<RequestOp> operations, int maxNestedOperations) {
        for (RequestOp operation : operations) {
            switch (operation.getRequestCase()) {
                case REQUEST_RANGE -> RequestCheck.range(operation.getRequestRange());
                case REQUEST_PUT -> RequestCheck.put(operation.getRequestPut());
                case REQUEST_DELETE_RANGE -> RequestCheck.deleteRange(operation.getRequestDeleteRange());
                case REQUEST_TXN -> operations(operation.getRequestTxn(), maxNestedOperations);
                case REQUEST_NOT_SET -> throw new Refusal(EtcdError.KEY_NOT_FOUND);
            }
        }
    }

    /** Whether a transaction only reads, so that it need not go through the log (rule 4.10). */
    public static boolean isReadOnly(TxnRequest request) {
        return onlyRanges(request.getSuccessList()) && onlyRanges(request.getFailureList());
    }

    private static boolean onlyRanges(List<RequestOp> operations) {
        return operations.stream().allMatch(RequestOp::hasRequestRange);
    }

    /** Whether a transaction that only reads may be answered from the state at hand. */
    public static boolean isSerializable(TxnRequest request) {
        return allSerializable(request.getSuccessList()) && allSerializable(request.getFailureList());
    }

    private static boolean allSerializable(List<RequestOp> operations) {
        return operations.stream()
                .allMatch(operation -> operation.getRequestRange().getSerializable());
    }

    /** Whether a transaction may add to the store, in either branch. */
    public static boolean hasPut(TxnRequest request) {
        return anyPut(request.getSuccessList()) || anyPut(request.getFailureList());
    }

    private static boolean anyPut(List<RequestOp> operations) {
        return operations.stream()
                .anyMatch(operation ->
                        operation.hasRequestPut() || (operation.hasRequestTxn() && hasPut(operation.getRequestTxn())));
    }
}
