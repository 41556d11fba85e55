package dev.pharos.kvstore.apply;

import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeResponse;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.PutResponse;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.proto.etcdserverpb.ResponseOp;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.proto.etcdserverpb.TxnResponse;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Carries a transaction out: chooses its way, refuses it as a whole or takes every step of it. */
final class TxnSteps {
    private final KeySteps steps;

    TxnSteps(KeySteps steps) {
        this.steps = steps;
    }

    /** The answer without its header. */
    TxnResponse.Builder run(TxnRequest txn) {
        TxnPath path = TxnPath.choose(txn, steps);
        check(txn, path, new ArrayList<>());
        return take(txn, path);
    }

    /** Everything that could refuse a step is looked at before the first one is taken (rule 4.6). */
    private void check(TxnRequest txn, TxnPath path, List<KeyRange> deleted) {
        Iterator<TxnPath> nested = path.nestedPaths();
        for (RequestOp operation : path.branchOf(txn)) {
            switch (operation.getRequestCase()) {
                case REQUEST_RANGE -> RangeCheck.check(operation.getRequestRange(), steps);
                case REQUEST_PUT -> check(operation.getRequestPut(), deleted);
                case REQUEST_TXN -> check(operation.getRequestTxn(), nested.next(), deleted);
                case REQUEST_DELETE_RANGE -> {
                    DeleteRangeRequest delete = operation.getRequestDeleteRange();
                    deleted.add(KeyRange.from(delete.getKey(), delete.getRangeEnd()));
                }
                case REQUEST_NOT_SET -> {}
            }
        }
    }

    /** Of a key that the transaction itself deletes first, nothing is left to be kept (a gap of rule 4.8). */
    private void check(PutRequest put, List<KeyRange> deleted) {
        steps.checkInTxn(put);
        if (KeySteps.keepsSomething(put)) {
            Bytes key = Bytes.fromByteString(put.getKey());
            if (deleted.stream().anyMatch(range -> range.contains(key))) {
                throw new Refusal(EtcdError.KEY_NOT_FOUND);
            }
        }
    }

    private TxnResponse.Builder take(TxnRequest txn, TxnPath path) {
        TxnResponse.Builder response = TxnResponse.newBuilder().setSucceeded(path.succeeded());
        Iterator<TxnPath> nested = path.nestedPaths();
        for (RequestOp operation : path.branchOf(txn)) {
            response.addResponses(take(operation, nested));
        }
        return response;
    }

    private ResponseOp take(RequestOp operation, Iterator<TxnPath> nested) {
        ResponseOp.Builder response = ResponseOp.newBuilder();
        switch (operation.getRequestCase()) {
            case REQUEST_RANGE -> response.setResponseRange(steps.range(operation.getRequestRange()));
            case REQUEST_PUT -> {
                PutResponse.Builder put = steps.put(operation.getRequestPut());
                response.setResponsePut(put.setHeader(Headers.inTxn(steps.revision())));
            }
            case REQUEST_DELETE_RANGE -> {
                DeleteRangeResponse.Builder deleted = steps.delete(operation.getRequestDeleteRange());
                response.setResponseDeleteRange(deleted.setHeader(Headers.inTxn(steps.revision())));
            }
            case REQUEST_TXN ->
                response.setResponseTxn(
                        take(operation.getRequestTxn(), nested.next()).setHeader(ResponseHeader.getDefaultInstance()));
            case REQUEST_NOT_SET -> {}
        }
        return response.build();
    }
}
