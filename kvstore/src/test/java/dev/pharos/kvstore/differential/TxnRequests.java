package dev.pharos.kvstore.differential;

import com.google.protobuf.ByteString;
import dev.pharos.wire.proto.etcdserverpb.Compare;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes up transactions. */
final class TxnRequests {
    private static final int DEPTH = 3;
    private static final int TOO_MANY = 129;

    private final Random random;
    private final KeyRequests keys;
    /** Keys that a careful transaction has not changed yet. */
    private final List<ByteString> unused = new ArrayList<>(KeyRequests.keys());

    TxnRequests(Random random, KeyRequests keys) {
        this.random = random;
        this.keys = keys;
        Collections.shuffle(unused, random);
    }

    /** Mostly one that changes no key twice, for those that do are refused. */
    TxnRequest next() {
        if (random.nextInt(200) == 0) {
            return tooLarge();
        }
        return txn(DEPTH, random.nextInt(4) > 0, random.nextInt(5) == 0);
    }

    TxnRequest flat() {
        return txn(0, true, false);
    }

    private TxnRequest tooLarge() {
        TxnRequest.Builder txn = TxnRequest.newBuilder();
        for (int i = 0; i < TOO_MANY - random.nextInt(2); i++) {
            txn.addSuccess(RequestOp.newBuilder().setRequestRange(keys.range()));
        }
        return txn.build();
    }

    private TxnRequest txn(int depth, boolean careful, boolean readOnly) {
        TxnRequest.Builder txn = TxnRequest.newBuilder();
        for (int i = random.nextInt(3); i > 0; i--) {
            txn.addCompare(compare());
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            txn.addSuccess(operation(depth, careful, readOnly));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            txn.addFailure(operation(depth, careful, readOnly));
        }
        return txn.build();
    }

    private RequestOp operation(int depth, boolean careful, boolean readOnly) {
        RequestOp.Builder operation = RequestOp.newBuilder();
        if (random.nextInt(200) == 0) {
            return operation.build();
        }
        int kind = readOnly ? 0 : random.nextInt(depth > 0 ? 5 : 4);
        switch (kind) {
            case 0 -> operation.setRequestRange(keys.range());
            case 1, 2 -> put(operation, careful);
            case 3 -> delete(operation, careful);
            default -> operation.setRequestTxn(txn(depth - 1, careful, false));
        }
        return operation.build();
    }

    private void put(RequestOp.Builder operation, boolean careful) {
        if (!careful) {
            operation.setRequestPut(keys.put());
        } else if (unused.isEmpty()) {
            operation.setRequestRange(keys.range());
        } else {
            operation.setRequestPut(keys.put(unused.remove(0)));
        }
    }

    private void delete(RequestOp.Builder operation, boolean careful) {
        if (!careful) {
            operation.setRequestDeleteRange(keys.delete());
        } else if (unused.isEmpty()) {
            operation.setRequestRange(keys.range());
        } else {
            operation.setRequestDeleteRange(keys.deleteOne(unused.remove(0)));
        }
    }

    private Compare compare() {
        ByteString key = random.nextInt(60) == 0 ? ByteString.EMPTY : keys.key();
        Compare.Builder compare = Compare.newBuilder().setKey(key);
        if (random.nextInt(4) == 0) {
            compare.setRangeEnd(keys.rangeEnd(key));
        }
        int target = random.nextInt(5);
        compare.setTargetValue(random.nextInt(40) == 0 ? 9 : target);
        compare.setResultValue(random.nextInt(40) == 0 ? 7 : random.nextInt(4));
        operand(compare, random.nextInt(30) == 0 ? random.nextInt(5) : target);
        return compare.build();
    }

    private void operand(Compare.Builder compare, int target) {
        switch (target) {
            case 0 -> compare.setVersion(random.nextInt(4));
            case 1 -> compare.setCreateRevision(number());
            case 2 -> compare.setModRevision(number());
            case 3 -> compare.setValue(keys.value());
            default -> compare.setLease(random.nextBoolean() ? 0 : keys.lease());
        }
    }

    private long number() {
        return random.nextInt(3) == 0 ? 0 : keys.revision();
    }
}
