package dev.pharos.kvstore.apply;

import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;

/** Whether the revision is there that a range of a transaction asks for (rule 4.6). */
final class RangeCheck {
    private RangeCheck() {}

    /**
     * Only 0 is the newest revision here: a negative one is older than any that was kept, while a range outside
     * a transaction takes it for the newest (rule 2.3).
     */
    static void check(RangeRequest request, PairReader state) {
        long revision = request.getRevision();
        if (revision > state.revision()) {
            throw new Refusal(EtcdError.FUTURE_REVISION);
        }
        if (revision != 0 && revision < state.compactRevision()) {
            throw new Refusal(EtcdError.COMPACTED);
        }
    }
}
