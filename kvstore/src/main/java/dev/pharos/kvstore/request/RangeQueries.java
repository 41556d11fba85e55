package dev.pharos.kvstore.request;

import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.model.RangeQuery.Content;
import dev.pharos.kvstore.model.RangeQuery.Filter;
import dev.pharos.kvstore.model.RangeQuery.Sort;
import dev.pharos.kvstore.model.RangeQuery.SortOrder;
import dev.pharos.kvstore.model.RangeQuery.SortTarget;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.value.KeyRange;

/** Reads a range request as a question. */
public final class RangeQueries {
    private static final SortOrder[] ORDERS = SortOrder.values();
    private static final SortTarget[] TARGETS = SortTarget.values();

    private RangeQueries() {}

    /** The question of a request that was checked. */
    public static RangeQuery of(RangeRequest request) {
        return new RangeQuery(
                KeyRange.from(request.getKey(), request.getRangeEnd()),
                request.getRevision(),
                request.getLimit(),
                sort(request),
                filter(request),
                content(request));
    }

    /** The numbers of both enums are their places. */
    private static Sort sort(RangeRequest request) {
        int order = request.getSortOrderValue();
        int target = request.getSortTargetValue();
        return order == 0 && target == 0 ? Sort.BY_KEY : new Sort(ORDERS[order], TARGETS[target]);
    }

    private static Filter filter(RangeRequest request) {
        long minMod = request.getMinModRevision();
        long maxMod = request.getMaxModRevision();
        long minCreate = request.getMinCreateRevision();
        long maxCreate = request.getMaxCreateRevision();
        return (minMod | maxMod | minCreate | maxCreate) == 0
                ? Filter.NONE
                : new Filter(minMod, maxMod, minCreate, maxCreate);
    }

    private static Content content(RangeRequest request) {
        if (request.getCountOnly()) {
            return Content.COUNT_ONLY;
        }
        return request.getKeysOnly() ? Content.KEYS_ONLY : Content.PAIRS;
    }
}
