package dev.pharos.kvstore.service;

import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.model.RangeQuery.Content;
import dev.pharos.kvstore.model.RangeQuery.SortOrder;
import dev.pharos.kvstore.model.RangeQuery.SortTarget;
import dev.pharos.kvstore.mvcc.MvccStore;
import dev.pharos.kvstore.mvcc.ReadView;
import dev.pharos.kvstore.request.RangeQueries;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.value.KeyRange;
import java.util.List;

/** What a read will take, guessed from the index before anything is read. */
public final class ReadCost {
    private static final RangeQuery EVERYTHING = RangeQuery.of(KeyRange.all()).content(Content.COUNT_ONLY);

    private static final long BYTES_PER_DELETE = 512;

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

    /** About how many bytes a range holds, if its pairs are of common size. */
    public static long bytes(RangeQuery query, ReadView view, MvccStore store) {
        return bytes(count(query.range(), view), view, store);
    }

    private static long bytes(long pairs, ReadView view, MvccStore store) {
        long all = Math.max(1, view.range(EVERYTHING).count());
        return (long) ((double) store.usedBytes() * pairs / all);
    }

    /** About how many bytes the ranges of a transaction bring into memory, whichever way it takes. */
    static long bytes(TxnRequest txn, ReadView view, MvccStore store) {
        return Math.max(bytes(txn.getSuccessList(), view, store), bytes(txn.getFailureList(), view, store));
    }

    private static long bytes(List<RequestOp> branch, ReadView view, MvccStore store) {
        long bytes = 0;
        for (RequestOp operation : branch) {
            bytes += switch (operation.getRequestCase()) {
                case REQUEST_RANGE -> bytes(pairs(RangeQueries.of(operation.getRequestRange()), view), view, store);
                case REQUEST_TXN -> bytes(operation.getRequestTxn(), view, store);
                case REQUEST_DELETE_RANGE -> bytes(operation.getRequestDeleteRange(), view, store);
                case REQUEST_PUT, REQUEST_NOT_SET -> 0;
            };
        }
        return bytes;
    }

    /** About how many bytes a delete takes until it is written: for each key its tombstone, and the pair if wanted. */
    static long bytes(DeleteRangeRequest request, ReadView view, MvccStore store) {
        long keys = count(KeyRange.from(request.getKey(), request.getRangeEnd()), view);
        return keys * BYTES_PER_DELETE + (request.getPrevKv() ? bytes(keys, view, store) : 0);
    }
}
