package dev.pharos.kvstore.apply;

import dev.pharos.kvstore.model.KeyValue;
import dev.pharos.wire.proto.etcdserverpb.Compare;
import dev.pharos.wire.proto.etcdserverpb.Compare.CompareTarget;
import dev.pharos.wire.value.Bytes;

/** One comparison of a transaction with one key (rules 4.2 and 4.4). */
final class Comparison {
    private Comparison() {}

    static boolean holds(Compare compare, KeyValue pair) {
        return switch (compare.getTarget()) {
            case VERSION -> result(compare, Long.compare(pair.version(), compare.getVersion()));
            case CREATE -> result(compare, Long.compare(pair.createRevision(), compare.getCreateRevision()));
            case MOD -> result(compare, Long.compare(pair.modRevision(), compare.getModRevision()));
            case LEASE -> result(compare, Long.compare(pair.lease(), compare.getLease()));
            case VALUE -> result(compare, pair.value().compareTo(Bytes.fromByteString(compare.getValue())));
            case UNRECOGNIZED -> result(compare, 0);
        };
    }

    /** An absent key has no value to compare, not even as unequal; everything else of it is 0. */
    static boolean holdsForAbsent(Compare compare) {
        return compare.getTarget() != CompareTarget.VALUE && holds(compare, KeyValue.tombstone(Bytes.EMPTY));
    }

    private static boolean result(Compare compare, int order) {
        return switch (compare.getResult()) {
            case EQUAL -> order == 0;
            case GREATER -> order > 0;
            case LESS -> order < 0;
            case NOT_EQUAL -> order != 0;
            case UNRECOGNIZED -> true;
        };
    }
}
