package dev.pharos.kvstore.watch.protocol;

import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a client wants to watch.
 *
 * @param watchId the id that the client chose; 0 to be given one (rule 6.2)
 * @param range an empty key stands for the least one (rule 6.3)
 * @param startRevision the first revision to hear of; 0 for what comes from now on
 */
public record WatchSpec(long watchId, KeyRange range, long startRevision, Set<WatchWish> wishes) {
    private static final Bytes LEAST_KEY = Bytes.fromHex("00");

    public WatchSpec {
        // Watchers live long: they must not hold on to the requests they came in.
        Bytes key = range.key().isEmpty() ? LEAST_KEY : range.key().compact();
        range = new KeyRange(key, range.rangeEnd().compact());
        wishes = Set.copyOf(wishes);
    }

    /** As the client wrote it. Filters that do not exist are no filters. */
    public static WatchSpec from(WatchCreateRequest request) {
        Set<WatchWish> wishes = EnumSet.noneOf(WatchWish.class);
        for (WatchCreateRequest.FilterType filter : request.getFiltersList()) {
            switch (filter) {
                case NOPUT -> wishes.add(WatchWish.NO_PUT);
                case NODELETE -> wishes.add(WatchWish.NO_DELETE);
                case UNRECOGNIZED -> {}
            }
        }
        if (request.getPrevKv()) {
            wishes.add(WatchWish.PREVIOUS);
        }
        if (request.getProgressNotify()) {
            wishes.add(WatchWish.PROGRESS);
        }
        if (request.getFragment()) {
            wishes.add(WatchWish.FRAGMENT);
        }
        KeyRange range = KeyRange.from(request.getKey(), request.getRangeEnd());
        return new WatchSpec(request.getWatchId(), range, request.getStartRevision(), wishes);
    }
}
