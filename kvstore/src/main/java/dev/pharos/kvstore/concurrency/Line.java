package dev.pharos.kvstore.concurrency;

import com.google.protobuf.ByteString;
import dev.pharos.wire.proto.etcdserverpb.Compare;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;

/** The keys under {@code name/}: who was created first is in front. */
record Line(ByteString name) {
    private static final ByteString SLASH = ByteString.copyFromUtf8("/");

    ByteString prefix() {
        return name.concat(SLASH);
    }

    KeyRange range() {
        return KeyRange.prefix(Bytes.fromByteString(prefix()));
    }

    /** The place that a lease has in line; a sign comes before the digits. */
    ByteString keyOf(long lease) {
        String digits = lease < 0 ? "-" + Long.toHexString(-lease) : Long.toHexString(lease);
        return prefix().concat(ByteString.copyFromUtf8(digits));
    }

    RangeRequest first() {
        return one(RangeRequest.SortOrder.ASCEND).build();
    }

    private RangeRequest.Builder one(RangeRequest.SortOrder order) {
        KeyRange range = range();
        return RangeRequest.newBuilder()
                .setKey(range.key().toByteString())
                .setRangeEnd(range.rangeEnd().toByteString())
                .setSortTarget(RangeRequest.SortTarget.CREATE)
                .setSortOrder(order)
                .setLimit(1);
    }

    /** Puts the key if it is not there. Answers with the old pair, if it was, and with who is in front. */
    TxnRequest enter(ByteString key, ByteString value, long lease) {
        return TxnRequest.newBuilder()
                .addCompare(createdAt(key, 0))
                .addSuccess(put(key, value, lease))
                .addSuccess(read(first()))
                .addFailure(read(single(key)))
                .addFailure(read(first()))
                .build();
    }

    /** Answers with the one right before a place, and with the pair of the place itself, as of one revision. */
    TxnRequest look(Place place) {
        // No key is created at revision 1, so the bound is never 0, which would stand for none.
        RangeRequest older = one(RangeRequest.SortOrder.DESCEND)
                .setMaxCreateRevision(place.createRevision() - 1)
                .build();
        return TxnRequest.newBuilder()
                .addSuccess(read(older))
                .addSuccess(read(single(place.key())))
                .build();
    }

    /** Whose key it is while it has this revision of creation. */
    record Place(ByteString key, long createRevision) {
        TxnRequest proclaim(ByteString value, long lease) {
            return TxnRequest.newBuilder()
                    .addCompare(createdAt(key, createRevision))
                    .addSuccess(put(key, value, lease))
                    .build();
        }

        /** Nothing happens if the key is not the same any more. */
        TxnRequest leave() {
            RequestOp.Builder delete = RequestOp.newBuilder();
            delete.getRequestDeleteRangeBuilder().setKey(key);
            return TxnRequest.newBuilder()
                    .addCompare(createdAt(key, createRevision))
                    .addSuccess(delete)
                    .build();
        }
    }

    private static RangeRequest single(ByteString key) {
        return RangeRequest.newBuilder().setKey(key).build();
    }

    private static Compare createdAt(ByteString key, long revision) {
        return Compare.newBuilder()
                .setKey(key)
                .setTarget(Compare.CompareTarget.CREATE)
                .setResult(Compare.CompareResult.EQUAL)
                .setCreateRevision(revision)
                .build();
    }

    private static RequestOp put(ByteString key, ByteString value, long lease) {
        return RequestOp.newBuilder()
                .setRequestPut(
                        PutRequest.newBuilder().setKey(key).setValue(value).setLease(lease))
                .build();
    }

    private static RequestOp read(RangeRequest request) {
        return RequestOp.newBuilder().setRequestRange(request).build();
    }
}
