package dev.pharos.kvstore.concurrency;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.Compare;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.proto.etcdserverpb.ResponseOp;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.proto.etcdserverpb.TxnResponse;
import dev.pharos.wire.proto.mvccpb.Event;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keys with revisions, leases and a history; as much of the rules as locks and elections use. */
final class MemoryPairs {
    private final TreeMap<Bytes, KeyValue> pairs = new TreeMap<>();
    private final TreeMap<Long, List<Event>> history = new TreeMap<>();
    private final Map<Long, Long> ttls = new TreeMap<>();
    private long revision = 1;
    private long compactRevision;
    private long nextLease = 0x6000;

    long revision() {
        return revision;
    }

    long compactRevision() {
        return compactRevision;
    }

    ResponseHeader header() {
        return ResponseHeader.newBuilder()
                .setClusterId(7)
                .setMemberId(8)
                .setRaftTerm(9)
                .setRevision(revision)
                .build();
    }

    /** Everything so far. */
    void compact() {
        compactRevision = revision;
        history.headMap(revision).clear();
    }

    void addLease(long id) {
        ttls.put(id, 10L);
    }

    long grant(long ttlSeconds) {
        ttls.put(++nextLease, ttlSeconds);
        return nextLease;
    }

    Map<Long, Long> ttls() {
        return ttls;
    }

    /** The lease ends, and its keys with it. */
    void expire(long lease) {
        ttls.remove(lease);
        List<Event> events = new ArrayList<>();
        List.copyOf(pairs.values()).stream()
                .filter(pair -> pair.getLease() == lease)
                .forEach(pair -> events.add(remove(pair.getKey(), revision + 1)));
        commit(events);
    }

    Optional<KeyValue> get(String key) {
        return Optional.ofNullable(pairs.get(Bytes.fromUtf8(key)));
    }

    List<String> keys() {
        return pairs.keySet().stream().map(Bytes::toUtf8).toList();
    }

    void put(String key, String value) {
        commit(List.of(put(
                PutRequest.newBuilder()
                        .setKey(MemoryStore.bytes(key))
                        .setValue(MemoryStore.bytes(value))
                        .build(),
                revision + 1)));
    }

    void delete(String key) {
        delete(MemoryStore.bytes(key));
    }

    void delete(ByteString key) {
        if (pairs.containsKey(Bytes.fromByteString(key))) {
            commit(List.of(remove(key, revision + 1)));
        }
    }

    List<Event> eventsOf(long at, KeyRange range) {
        return history.getOrDefault(at, List.of()).stream()
                .filter(event ->
                        range.contains(Bytes.fromByteString(event.getKv().getKey())))
                .toList();
    }

    RangeResponse range(RangeRequest request) {
        KeyRange range = KeyRange.from(request.getKey(), request.getRangeEnd());
        Comparator<KeyValue> order = Comparator.comparingLong(KeyValue::getCreateRevision);
        List<KeyValue> found = pairs.values().stream()
                .filter(pair -> range.contains(Bytes.fromByteString(pair.getKey())))
                .filter(pair -> request.getMaxCreateRevision() == 0
                        || pair.getCreateRevision() <= request.getMaxCreateRevision())
                .sorted(request.getSortOrder() == RangeRequest.SortOrder.DESCEND ? order.reversed() : order)
                .limit(request.getLimit() == 0 ? Long.MAX_VALUE : request.getLimit())
                .toList();
        return RangeResponse.newBuilder().setHeader(header()).addAllKvs(found).build();
    }

    TxnResponse txn(TxnRequest request) {
        boolean holds = request.getCompareList().stream().allMatch(this::holds);
        List<RequestOp> ops = holds ? request.getSuccessList() : request.getFailureList();
        for (RequestOp op : ops) {
            if (op.hasRequestPut()
                    && op.getRequestPut().getLease() != 0
                    && !ttls.containsKey(op.getRequestPut().getLease())) {
                throw new Refusal(EtcdError.LEASE_NOT_FOUND);
            }
        }
        TxnResponse.Builder answer = TxnResponse.newBuilder().setSucceeded(holds);
        List<Event> events = new ArrayList<>();
        for (RequestOp op : ops) {
            answer.addResponses(execute(op, events));
        }
        commit(events);
        return answer.setHeader(header()).build();
    }

    private boolean holds(Compare compare) {
        if (compare.getKey().isEmpty()) {
            throw new Refusal(EtcdError.EMPTY_KEY);
        }
        KeyValue pair = pairs.get(Bytes.fromByteString(compare.getKey()));
        return (pair == null ? 0 : pair.getCreateRevision()) == compare.getCreateRevision();
    }

    private ResponseOp execute(RequestOp op, List<Event> events) {
        ResponseOp.Builder answer = ResponseOp.newBuilder();
        if (op.hasRequestPut()) {
            events.add(put(op.getRequestPut(), revision + 1));
            answer.getResponsePutBuilder();
        } else if (op.hasRequestDeleteRange()) {
            events.add(remove(op.getRequestDeleteRange().getKey(), revision + 1));
            answer.getResponseDeleteRangeBuilder().setDeleted(1);
        } else {
            answer.setResponseRange(range(op.getRequestRange()));
        }
        return answer.build();
    }

    private Event put(PutRequest request, long at) {
        Bytes key = Bytes.fromByteString(request.getKey());
        KeyValue old = pairs.get(key);
        KeyValue pair = KeyValue.newBuilder()
                .setKey(request.getKey())
                .setValue(request.getValue())
                .setLease(request.getLease())
                .setCreateRevision(old == null ? at : old.getCreateRevision())
                .setModRevision(at)
                .setVersion(old == null ? 1 : old.getVersion() + 1)
                .build();
        pairs.put(key, pair);
        return Event.newBuilder().setType(Event.EventType.PUT).setKv(pair).build();
    }

    private Event remove(ByteString key, long at) {
        pairs.remove(Bytes.fromByteString(key));
        return Event.newBuilder()
                .setType(Event.EventType.DELETE)
                .setKv(KeyValue.newBuilder().setKey(key).setModRevision(at))
                .build();
    }

    private void commit(List<Event> events) {
        if (!events.isEmpty()) {
            history.put(++revision, events);
        }
    }
}
