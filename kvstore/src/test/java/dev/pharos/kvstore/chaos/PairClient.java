package dev.pharos.kvstore.chaos;

import com.google.protobuf.ByteString;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import io.grpc.StatusRuntimeException;
import java.util.SplittableRandom;

/** Writes two keys in one transaction, again and again; nobody may ever see one without the other. */
final class PairClient implements Runnable {
    static final String PREFIX = "pair/";
    private static final int PAIRS = 5;

    private final int cycle;
    private final Door door;
    private final Ledger ledger;
    private final Progress progress;
    private final SplittableRandom random;

    PairClient(int cycle, Door door, Ledger ledger, Progress progress, SplittableRandom random) {
        this.cycle = cycle;
        this.door = door;
        this.ledger = ledger;
        this.progress = progress;
        this.random = random;
    }

    @Override
    public void run() {
        boolean isServed = true;
        for (int i = 0; isServed && !progress.isOver(); i++) {
            String keys = PREFIX + cycle + "/" + random.nextInt(PAIRS) + "/";
            try {
                write(keys + "a", keys + "b", "p" + i);
                progress.oneMore();
            } catch (StatusRuntimeException refused) {
                progress.refused(refused);
                isServed = door.staysOpen(refused);
            }
        }
    }

    private void write(String one, String other, String value) {
        ledger.sending(one, value);
        ledger.sending(other, value);
        TxnRequest request = TxnRequest.newBuilder()
                .addSuccess(put(one, value))
                .addSuccess(put(other, value))
                .build();
        long revision = door.connection().kv().txn(request).getHeader().getRevision();
        ledger.acknowledge(one, value, revision);
        ledger.acknowledge(other, value, revision);
    }

    private static RequestOp put(String key, String value) {
        return RequestOp.newBuilder()
                .setRequestPut(PutRequest.newBuilder()
                        .setKey(ByteString.copyFromUtf8(key))
                        .setValue(ByteString.copyFromUtf8(value)))
                .build();
    }
}
