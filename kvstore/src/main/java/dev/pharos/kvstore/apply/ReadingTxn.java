package dev.pharos.kvstore.apply;

import dev.pharos.kvstore.request.RangeQueries;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.proto.etcdserverpb.ResponseOp;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.proto.etcdserverpb.TxnResponse;

/** A transaction that only reads: it needs no place in the log, and runs on one published state. */
public final class ReadingTxn {
    private ReadingTxn() {}

    /**
     * The answer, header and all.
     *
     * @throws dev.pharos.kvstore.model.Refusal if a range asks for a revision that is not there
     */
    public static TxnResponse run(TxnRequest txn, PairReader state, ResponseHeader header) {
        TxnPath path = TxnPath.choose(txn, state);
        for (RequestOp operation : path.branchOf(txn)) {
            RangeCheck.check(operation.getRequestRange(), state);
        }
        TxnResponse.Builder response =
                TxnResponse.newBuilder().setHeader(header).setSucceeded(path.succeeded());
        for (RequestOp operation : path.branchOf(txn)) {
            RangeResponse range = Answers.range(
                    Headers.inTxn(state.revision()), state.range(RangeQueries.of(operation.getRequestRange())));
            response.addResponses(ResponseOp.newBuilder().setResponseRange(range));
        }
        return response.build();
    }
}
