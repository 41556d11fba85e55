package dev.pharos.kvstore.apply;

import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.model.RangeQuery.Content;
import dev.pharos.kvstore.model.RangeResult;
import dev.pharos.wire.proto.etcdserverpb.Compare;
import dev.pharos.wire.proto.etcdserverpb.Compare.CompareTarget;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Which branches a transaction takes. All comparisons, those of nested transactions too, look at the state
 * before the whole transaction, so the way is known before the first step (rule 4.5).
 *
 * @param nested the ways through the nested transactions of the branch taken, in their order
 */
record TxnPath(boolean succeeded, List<TxnPath> nested) {
    private static final int PIECE_PAIRS = 100;

    static TxnPath choose(TxnRequest txn, PairReader before) {
        boolean succeeded = txn.getCompareList().stream().allMatch(compare -> holds(compare, before));
        List<TxnPath> nested = new ArrayList<>();
        for (RequestOp operation : branch(txn, succeeded)) {
            if (operation.hasRequestTxn()) {
                nested.add(choose(operation.getRequestTxn(), before));
            }
        }
        return new TxnPath(succeeded, nested);
    }

    static List<RequestOp> branch(TxnRequest txn, boolean succeeded) {
        return succeeded ? txn.getSuccessList() : txn.getFailureList();
    }

    List<RequestOp> branchOf(TxnRequest txn) {
        return branch(txn, succeeded);
    }

    Iterator<TxnPath> nestedPaths() {
        return nested.iterator();
    }

    /** Every key in the range must compare so; a range without keys compares as an absent key does. */
    private static boolean holds(Compare compare, PairReader state) {
        KeyRange range = KeyRange.from(compare.getKey(), compare.getRangeEnd());
        RangeResult piece = piece(compare, range, state);
        if (piece.kvs().isEmpty()) {
            return Comparison.holdsForAbsent(compare);
        }
        while (piece.kvs().stream().allMatch(pair -> Comparison.holds(compare, pair))) {
            if (!piece.more()) {
                return true;
            }
            Bytes last = piece.kvs().get(piece.kvs().size() - 1).key();
            piece = piece(compare, new KeyRange(last.successor(), range.rangeEnd()), state);
        }
        return false;
    }

    /** Piece by piece, for a range may hold more than fits into memory. */
    private static RangeResult piece(Compare compare, KeyRange range, PairReader state) {
        return state.range(
                RangeQuery.of(range).content(contentFor(compare.getTarget())).limit(PIECE_PAIRS));
    }

    /** Revisions and versions are in the index; the rest has to be read. */
    private static Content contentFor(CompareTarget target) {
        return switch (target) {
            case VERSION, CREATE, MOD, UNRECOGNIZED -> Content.KEYS_ONLY;
            case VALUE, LEASE -> Content.PAIRS;
        };
    }
}
