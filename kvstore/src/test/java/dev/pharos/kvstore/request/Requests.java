package dev.pharos.kvstore.request;

import com.google.protobuf.ByteString;
import dev.pharos.wire.proto.etcdserverpb.Compare;
import dev.pharos.wire.proto.etcdserverpb.Compare.CompareResult;
import dev.pharos.wire.proto.etcdserverpb.Compare.CompareTarget;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import java.util.List;

/** Requests in few words. */
public final class Requests {
    /** The range end of everything from a key on. */
    public static final String OPEN_END = "\0";

    private Requests() {}

    public static ByteString bytes(String text) {
        return ByteString.copyFromUtf8(text);
    }

    public static PutRequest put(String key, String value) {
        return PutRequest.newBuilder().setKey(bytes(key)).setValue(bytes(value)).build();
    }

    public static PutRequest put(String key, String value, long lease) {
        return put(key, value).toBuilder().setLease(lease).build();
    }

    public static RangeRequest range(String key) {
        return RangeRequest.newBuilder().setKey(bytes(key)).build();
    }

    public static RangeRequest range(String key, String end) {
        return range(key).toBuilder().setRangeEnd(bytes(end)).build();
    }

    public static RangeRequest everything() {
        return range(OPEN_END, OPEN_END);
    }

    public static DeleteRangeRequest delete(String key) {
        return DeleteRangeRequest.newBuilder().setKey(bytes(key)).build();
    }

    public static DeleteRangeRequest delete(String key, String end) {
        return delete(key).toBuilder().setRangeEnd(bytes(end)).build();
    }

    public static RequestOp op(PutRequest put) {
        return RequestOp.newBuilder().setRequestPut(put).build();
    }

    public static RequestOp op(RangeRequest range) {
        return RequestOp.newBuilder().setRequestRange(range).build();
    }

    public static RequestOp op(DeleteRangeRequest delete) {
        return RequestOp.newBuilder().setRequestDeleteRange(delete).build();
    }

    public static RequestOp op(TxnRequest txn) {
        return RequestOp.newBuilder().setRequestTxn(txn).build();
    }

    /** A transaction that succeeds. */
    public static TxnRequest txn(RequestOp... success) {
        return TxnRequest.newBuilder().addAllSuccess(List.of(success)).build();
    }

    public static TxnRequest either(List<RequestOp> success, List<RequestOp> failure) {
        return TxnRequest.newBuilder()
                .addAllSuccess(success)
                .addAllFailure(failure)
                .build();
    }

    public static TxnRequest when(Compare compare, TxnRequest then) {
        return then.toBuilder().addCompare(compare).build();
    }

    /** Without the number or value to compare with. */
    public static Compare.Builder compare(String key, CompareTarget target, CompareResult result) {
        return Compare.newBuilder().setKey(bytes(key)).setTarget(target).setResult(result);
    }

    public static Compare version(String key, CompareResult result, long version) {
        return compare(key, CompareTarget.VERSION, result).setVersion(version).build();
    }

    /** The idiom for an absent key (rule 4.2). */
    public static Compare absent(String key) {
        return version(key, CompareResult.EQUAL, 0);
    }
}
