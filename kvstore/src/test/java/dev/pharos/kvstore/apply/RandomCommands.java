package dev.pharos.kvstore.apply;

import static dev.pharos.kvstore.request.Requests.OPEN_END;

import dev.pharos.kvstore.model.Refusal;
import dev.pharos.kvstore.request.Requests;
import dev.pharos.kvstore.request.TxnCheck;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest.AlarmAction;
import dev.pharos.wire.proto.etcdserverpb.AlarmType;
import dev.pharos.wire.proto.etcdserverpb.Compare.CompareResult;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Commands by chance that passed the checks of requests, out of few keys and leases so that they meet. */
public final class RandomCommands {
    private final Random random;

    public RandomCommands(long seed) {
        this.random = new Random(seed);
    }

    /** Revisions around this one are asked for and compacted. */
    public InternalRaftRequest.Builder next(long revision) {
        return switch (random.nextInt(20)) {
            case 0 -> Commands.compact(revision - random.nextInt(4));
            case 1, 2 -> Commands.grant(lease(), random.nextInt(200) - 20);
            case 3 -> Commands.revoke(lease());
            case 4 -> Commands.checkpoint(lease(), random.nextInt(100) - 10);
            case 5 -> Commands.command(delete());
            case 6 -> Commands.command(range(revision));
            case 7 -> alarm();
            case 8, 9, 10, 11, 12 -> Commands.command(checkedTxn(revision));
            default -> Commands.command(put());
        };
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** Cleared far more often than raised, so that most commands are carried out. */
    private InternalRaftRequest.Builder alarm() {
        AlarmAction action = random.nextInt(5) == 0 ? AlarmAction.ACTIVATE : AlarmAction.DEACTIVATE;
        AlarmType type = random.nextBoolean() ? AlarmType.NOSPACE : AlarmType.CORRUPT;
        return Commands.alarm(action, type, random.nextInt(2));
    }

    private TxnRequest checkedTxn(long revision) {
        TxnRequest candidate = txn(revision, 3);
        while (!passes(candidate)) {
            candidate = txn(revision, 3);
        }
        return candidate;
    }

    private static boolean passes(TxnRequest candidate) {
        try {
            TxnCheck.txn(candidate, 128);
            return true;
        } catch (Refusal refused) {
            return false;
        }
    }

    private TxnRequest txn(long revision, int depth) {
        TxnRequest.Builder txn =
                TxnRequest.newBuilder().addAllSuccess(branch(revision, depth)).addAllFailure(branch(revision, depth));
        if (random.nextBoolean()) {
            CompareResult result = CompareResult.forNumber(random.nextInt(4));
            txn.addCompare(Requests.version(key(), result, random.nextInt(3)));
        }
        return txn.build();
    }

    private List<RequestOp> branch(long revision, int depth) {
        List<RequestOp> branch = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            branch.add(
                    switch (random.nextInt(depth > 0 ? 6 : 4)) {
                        case 0, 1 -> Requests.op(put());
                        case 2 -> Requests.op(delete());
                        case 3 -> Requests.op(range(revision));
                        default -> Requests.op(txn(revision, depth - 1));
                    });
        }
        return branch;
    }

    private PutRequest put() {
        PutRequest.Builder put = PutRequest.newBuilder().setKey(Requests.bytes(key()));
        put.setPrevKv(random.nextBoolean());
        if (random.nextInt(5) == 0) {
            put.setIgnoreValue(true);
        } else {
            put.setValue(Requests.bytes("v" + random.nextInt(9)));
        }
        if (random.nextInt(5) == 0) {
            put.setIgnoreLease(true);
        } else if (random.nextInt(3) == 0) {
            put.setLease(lease());
        }
        return put.build();
    }

    private DeleteRangeRequest delete() {
        String end = random.nextInt(3) == 0 ? OPEN_END : key();
        DeleteRangeRequest delete = random.nextBoolean() ? Requests.delete(key()) : Requests.delete(key(), end);
        return delete.toBuilder().setPrevKv(random.nextBoolean()).build();
    }

    private RangeRequest range(long revision) {
        RangeRequest.Builder range = Requests.range(key(), random.nextBoolean() ? OPEN_END : "").toBuilder();
        if (random.nextInt(3) == 0) {
            range.setRevision(revision + 1 - random.nextInt(6));
        }
        return range.setKeysOnly(random.nextInt(4) == 0)
                .setLimit(random.nextInt(4))
                .build();
    }

    private String key() {
        return String.valueOf((char) ('a' + random.nextInt(8)));
    }

    private long lease() {
        return 1L + random.nextInt(4);
    }
}
