package dev.pharos.kvstore.service;

import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.model.RangeQuery.Content;
import dev.pharos.kvstore.model.RangeQuery.SortOrder;
import dev.pharos.kvstore.model.RangeQuery.SortTarget;
import dev.pharos.kvstore.mvcc.ReadView;
import dev.pharos.kvstore.request.RangeQueries;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.value.KeyRange;
import java.util.List;

/** What a read will take, known or guessed from the index before anything is read. */
public final class ReadCost {
    /** Its row while it is not written, and the new nodes of the index. */
    private static final long BYTES_PER_DELETE = 112;

    private ReadCost() {}

    public static boolean isNewest(RangeQuery query, ReadView view) {
        return query.revision() <= 0 || query.revision() == view.revision();
    }

    public static boolean inKeyOrder(RangeQuery query) {
        return query.sort().target() == SortTarget.KEY && query.sort().order() != SortOrder.DESCEND;
    }

    /** Whether the index has the answer. */
    public static boolean isLookup(RangeQuery query, ReadView view) {
        return query.content() == Content.COUNT_ONLY && isNewest(query, view);
    }

    /** At most so many pairs come out; counted at the newest revision. */
    public static long pairs(RangeQuery query, ReadView view) {
        long limit = query.limit() > 0 && query.filter().isNone() ? query.limit() : Long.MAX_VALUE;
        return Math.min(limit, count(query.range(), view));
    }

    private static long count(KeyRange range, ReadView view) {
        return view.range(RangeQuery.of(range).content(Content.COUNT_ONLY)).count();
    }

    /** How many bytes the pairs of a range take at the newest revision. */
    public static long bytes(KeyRange range, ReadView view) {
        return view.pairBytes(range, 0);
    }

    /** The same of what a limit leaves, if sorting or filters choose pairs of common size. */
    private static long bytes(RangeQuery query, ReadView view) {
        if (query.content() == Content.COUNT_ONLY) {
            return 0;
        }
        if (query.filter().isNone() && inKeyOrder(query)) {
            return view.pairBytes(query.range(), query.limit());
        }
        double share = (double) pairs(query, view) / Math.max(1, count(query.range(), view));
        return (long) (bytes(query.range(), view) * share);
    }

    /** About how many bytes the ranges of a transaction bring into memory, whichever way it takes. */
    static long bytes(TxnRequest txn, ReadView view) {
        return Math.max(bytes(txn.getSuccessList(), view), bytes(txn.getFailureList(), view));
    }

    private static long bytes(List<RequestOp> branch, ReadView view) {
        long bytes = 0;
        for (RequestOp operation : branch) {
            bytes += switch (operation.getRequestCase()) {
                case REQUEST_RANGE -> bytes(RangeQueries.of(operation.getRequestRange()), view);
                case REQUEST_TXN -> bytes(operation.getRequestTxn(), view);
                case REQUEST_DELETE_RANGE -> bytes(operation.getRequestDeleteRange(), view);
                case REQUEST_PUT, REQUEST_NOT_SET -> 0;
            };
        }
        return bytes;
    }

    /** How many bytes a delete takes until it is written: for each key its tombstone, and the pair if wanted. */
    static long bytes(DeleteRangeRequest request, ReadView view) {
        KeyRange range = KeyRange.from(request.getKey(), request.getRangeEnd());
        return count(range, view) * BYTES_PER_DELETE + (request.getPrevKv() ? bytes(range, view) : 0);
    }
}
