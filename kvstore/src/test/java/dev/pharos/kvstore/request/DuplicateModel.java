package dev.pharos.kvstore.request;

import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Rule 4.8 by looking at every pair of steps of a branch that may run together. Two steps clash unless they lie
 * in the two branches of one nested transaction, or are the gap that the rule leaves between siblings.
 */
final class DuplicateModel {
    /**
     * A step with the way to it.
     *
     * @param path for each level the place among the nested transactions, and the branch taken there
     */
    private record Step(RequestOp operation, List<Turn> path) {}

    private record Turn(int place, boolean success) {}

    private DuplicateModel() {}

    static boolean isRefused(TxnRequest txn) {
        return clashes(txn.getSuccessList()) || clashes(txn.getFailureList());
    }

    private static boolean clashes(List<RequestOp> branch) {
        List<Step> steps = new ArrayList<>();
        collect(branch, List.of(), steps);
        for (int i = 0; i < steps.size(); i++) {
            for (int j = 0; j < steps.size(); j++) {
                if (i != j && steps.get(i).operation().hasRequestPut() && clash(steps.get(i), steps.get(j))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void collect(List<RequestOp> branch, List<Turn> path, List<Step> steps) {
        for (int i = 0; i < branch.size(); i++) {
            RequestOp operation = branch.get(i);
            if (operation.hasRequestTxn()) {
                collect(operation.getRequestTxn().getSuccessList(), with(path, new Turn(i, true)), steps);
                collect(operation.getRequestTxn().getFailureList(), with(path, new Turn(i, false)), steps);
            } else {
                steps.add(new Step(operation, path));
            }
        }
    }

    private static List<Turn> with(List<Turn> path, Turn turn) {
        List<Turn> longer = new ArrayList<>(path);
        longer.add(turn);
        return longer;
    }

    private static boolean clash(Step put, Step other) {
        Bytes key = Bytes.fromByteString(put.operation().getRequestPut().getKey());
        if (exclude(put, other)) {
            return false;
        }
        if (other.operation().hasRequestPut()) {
            return key.equals(
                    Bytes.fromByteString(other.operation().getRequestPut().getKey()));
        }
        return other.operation().hasRequestDeleteRange()
                && covers(other.operation().getRequestDeleteRange(), key)
                && !isLaterSibling(put, other);
    }

    private static boolean exclude(Step one, Step other) {
        int common = common(one, other);
        return common < Math.min(one.path().size(), other.path().size())
                && one.path().get(common).place() == other.path().get(common).place();
    }

    /** The gap: both in nested transactions of the same level, the delete in a later one than the put. */
    private static boolean isLaterSibling(Step put, Step delete) {
        int common = common(put, delete);
        return common < put.path().size()
                && common < delete.path().size()
                && delete.path().get(common).place() > put.path().get(common).place();
    }

    private static int common(Step one, Step other) {
        int common = 0;
        while (common < one.path().size()
                && common < other.path().size()
                && one.path().get(common).equals(other.path().get(common))) {
            common++;
        }
        return common;
    }

    /** The other gap: an open end covers nothing. */
    private static boolean covers(DeleteRangeRequest delete, Bytes key) {
        KeyRange range = KeyRange.from(delete.getKey(), delete.getRangeEnd());
        return !range.isOpenEnded() && range.contains(key);
    }
}
