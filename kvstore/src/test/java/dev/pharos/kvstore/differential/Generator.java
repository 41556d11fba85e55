package dev.pharos.kvstore.differential;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.pharos.kvstore.differential.Step.Rpc;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest.AlarmAction;
import dev.pharos.wire.proto.etcdserverpb.AlarmType;
import dev.pharos.wire.proto.etcdserverpb.CompactionRequest;
import dev.pharos.wire.proto.etcdserverpb.DefragmentRequest;
import dev.pharos.wire.proto.etcdserverpb.HashKVRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseLeasesRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseRevokeRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberListRequest;
import dev.pharos.wire.proto.etcdserverpb.MoveLeaderRequest;
import dev.pharos.wire.proto.etcdserverpb.StatusRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchCancelRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchCreateRequest;
import dev.pharos.wire.proto.etcdserverpb.WatchRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes up what to do next. All chance comes from one seed. */
final class Generator {
    static final int WATCH_STREAMS = 3;
    private static final long LONG_TTL = 100_000;

    private final Random random;
    private final Known known;
    private final String version;
    private final KeyRequests keys;
    private final List<Step> planned = new ArrayList<>();

    /** @param version of the real etcd, which decides what is not sent */
    Generator(long seed, Known known, String version) {
        this.random = new Random(seed);
        this.known = known;
        this.version = version;
        this.keys = new KeyRequests(random, known, version);
    }

    /** Whether something was begun that is to be ended, as an alarm. */
    boolean isUnderWay() {
        return !planned.isEmpty();
    }

    Step next() {
        if (!planned.isEmpty()) {
            return planned.remove(0);
        }
        int dice = random.nextInt(1000);
        if (dice < 220) {
            return new Step.Call(Rpc.PUT, keys.put());
        }
        if (dice < 400) {
            return new Step.Call(Rpc.RANGE, keys.range());
        }
        if (dice < 470) {
            return new Step.Call(Rpc.DELETE, keys.delete());
        }
        if (dice < 750) {
            return new Step.Call(Rpc.TXN, new TxnRequests(random, keys).next());
        }
        if (dice < 850) {
            return lease();
        }
        if (dice < 930) {
            return watch();
        }
        return maintenance();
    }

    private Step lease() {
        long id = keys.lease();
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> grant();
            case 3 -> call(Rpc.REVOKE, LeaseRevokeRequest.newBuilder().setID(id).build());
            case 4 ->
                call(
                        Rpc.KEEP_ALIVE,
                        LeaseKeepAliveRequest.newBuilder().setID(id).build());
            case 5 -> call(Rpc.LEASES, LeaseLeasesRequest.getDefaultInstance());
            default ->
                call(
                        Rpc.TIME_TO_LIVE,
                        LeaseTimeToLiveRequest.newBuilder()
                                .setID(id)
                                .setKeys(random.nextBoolean())
                                .build());
        };
    }

    /** One that would end soon is revoked before it can. */
    private Step grant() {
        if (random.nextInt(5) > 0) {
            long ttl = random.nextInt(20) == 0 ? 9_000_000_001L : LONG_TTL + random.nextInt(1000);
            return call(
                    Rpc.GRANT,
                    LeaseGrantRequest.newBuilder()
                            .setID(keys.lease())
                            .setTTL(ttl)
                            .build());
        }
        long id = 1000L + random.nextInt(1000);
        planned.add(call(Rpc.REVOKE, LeaseRevokeRequest.newBuilder().setID(id).build()));
        return call(
                Rpc.GRANT,
                LeaseGrantRequest.newBuilder()
                        .setID(id)
                        .setTTL(random.nextInt(4) - 2)
                        .build());
    }

    private Step watch() {
        int stream = random.nextInt(WATCH_STREAMS);
        if (random.nextInt(4) == 0) {
            return new Step.Watch(
                    stream,
                    WatchRequest.newBuilder()
                            .setCancelRequest(WatchCancelRequest.newBuilder()
                                    .setWatchId(random.nextInt(4) == 0 ? 100 + random.nextInt(4) : random.nextInt(8)))
                            .build());
        }
        WatchCreateRequest.Builder create = WatchCreateRequest.newBuilder()
                .setPrevKv(random.nextBoolean())
                .setFragment(random.nextInt(4) == 0)
                .setProgressNotify(random.nextInt(8) == 0);
        create.setKey(random.nextInt(10) == 0 ? ByteString.EMPTY : keys.key());
        create.setRangeEnd(keys.rangeEnd(create.getKey()));
        switch (random.nextInt(6)) {
            case 0 -> create.setWatchId(100 + random.nextInt(4));
            case 1 -> create.setWatchId(-2 - random.nextInt(3));
            default -> {}
        }
        switch (random.nextInt(4)) {
            case 0 -> create.setStartRevision(watchRevision());
            case 1 -> create.setStartRevision(known.revision() + random.nextInt(5));
            default -> {}
        }
        if (random.nextInt(4) == 0) {
            create.addFiltersValue(random.nextInt(3));
        }
        return new Step.Watch(
                stream, WatchRequest.newBuilder().setCreateRequest(create).build());
    }

    private long watchRevision() {
        long revision = keys.revision();
        boolean differs = (revision < 0 && Difference.NEGATIVE_WATCH_REVISION.concerns(version))
                || (revision == known.compactRevision() && Difference.DELETION_AT_COMPACT_REVISION.concerns(version));
        return differs ? 0 : revision;
    }

    private Step maintenance() {
        return switch (random.nextInt(8)) {
            case 0, 1 ->
                call(
                        Rpc.COMPACT,
                        CompactionRequest.newBuilder()
                                .setRevision(compactTarget())
                                .setPhysical(random.nextBoolean())
                                .build());
            case 2, 3 -> hash();
            case 4 -> alarm();
            case 5 -> call(Rpc.STATUS, StatusRequest.getDefaultInstance());
            case 6 ->
                random.nextInt(4) == 0
                        ? call(Rpc.DEFRAGMENT, DefragmentRequest.getDefaultInstance())
                        : call(
                                Rpc.MOVE_LEADER,
                                MoveLeaderRequest.newBuilder().setTargetID(5).build());
            default ->
                call(
                        Rpc.MEMBERS,
                        MemberListRequest.newBuilder()
                                .setLinearizable(random.nextBoolean())
                                .build());
        };
    }

    private long compactTarget() {
        return random.nextBoolean() ? known.revision() - random.nextInt(10) : keys.revision();
    }

    private Step hash() {
        long revision = keys.revision();
        long hashed = revision == 0 ? known.revision() : revision;
        boolean differs = known.hasBeenCompacted(hashed) && Difference.HASHES.concerns(version);
        return call(
                Rpc.HASH_KV,
                HashKVRequest.newBuilder().setRevision(differs ? -1 : revision).build());
    }

    /** An alarm that is raised stands for some steps. */
    private Step alarm() {
        AlarmType type = AlarmType.forNumber(random.nextInt(3));
        AlarmRequest.Builder request = AlarmRequest.newBuilder().setAlarm(type).setMemberID(random.nextInt(3));
        boolean noKind = type == AlarmType.NONE && Difference.NO_KIND_OF_ALARM.concerns(version);
        if (noKind || random.nextBoolean()) {
            return call(Rpc.ALARM, request.setAction(AlarmAction.GET).build());
        }
        if (random.nextBoolean()) {
            return call(Rpc.ALARM, request.setAction(AlarmAction.DEACTIVATE).build());
        }
        Step raise = call(Rpc.ALARM, request.setAction(AlarmAction.ACTIVATE).build());
        Step clear = call(Rpc.ALARM, request.setAction(AlarmAction.DEACTIVATE).build());
        int steps = 2 + random.nextInt(5);
        List<Step> during = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            during.add(underAlarm(type));
        }
        planned.addAll(during);
        planned.add(clear);
        return raise;
    }

    private Step underAlarm(AlarmType type) {
        boolean nested = type != AlarmType.NOSPACE || !Difference.NESTED_PUTS_NEED_SPACE.concerns(version);
        return switch (random.nextInt(7)) {
            case 0 -> new Step.Call(Rpc.PUT, keys.put());
            case 1 -> new Step.Call(Rpc.RANGE, keys.range());
            case 2 -> new Step.Call(Rpc.DELETE, keys.delete());
            case 3 -> grant();
            case 4 -> call(Rpc.STATUS, StatusRequest.getDefaultInstance());
            case 5 ->
                call(
                        Rpc.REVOKE,
                        LeaseRevokeRequest.newBuilder().setID(keys.lease()).build());
            default ->
                new Step.Call(
                        Rpc.TXN, nested ? new TxnRequests(random, keys).next() : new TxnRequests(random, keys).flat());
        };
    }

    private static Step call(Rpc rpc, Message request) {
        return new Step.Call(rpc, request);
    }
}
