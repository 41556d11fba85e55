package dev.pharos.kvstore.differential;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.AlarmMember;
import dev.pharos.wire.proto.etcdserverpb.AlarmResponse;
import dev.pharos.wire.proto.etcdserverpb.HashKVResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseLeasesResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseStatus;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveResponse;
import dev.pharos.wire.proto.etcdserverpb.Member;
import dev.pharos.wire.proto.etcdserverpb.MemberListResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest.SortTarget;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.proto.etcdserverpb.ResponseOp;
import dev.pharos.wire.proto.etcdserverpb.StatusResponse;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import dev.pharos.wire.proto.etcdserverpb.TxnResponse;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Takes out of an answer what may differ between two servers with the same data. */
final class Likeness {
    private static final long CLOCK_SECONDS = 30;

    private static final Set<String> FOUND_IN_TRANSACTIONS = Set.of(
            EtcdError.KEY_NOT_FOUND.message(),
            EtcdError.LEASE_NOT_FOUND.message(),
            EtcdError.COMPACTED.message(),
            EtcdError.FUTURE_REVISION.message());

    private final String version;
    private final Known known;

    /** @param version of the real etcd */
    Likeness(String version, Known known) {
        this.version = version;
        this.known = known;
    }

    Reply of(Step.Call step, Reply reply) {
        if (reply instanceof Reply.Failure failure
                && FOUND_IN_TRANSACTIONS.contains(failure.text())
                && step.request() instanceof TxnRequest
                && Difference.ORDER_OF_CHECKS.concerns(version)) {
            return new Reply.Failure(Status.Code.UNKNOWN, "one of those that are found in transactions");
        }
        return reply instanceof Reply.Answer answer
                ? new Reply.Answer(body(step.request(), withoutIdentity(answer.message())))
                : reply;
    }

    private static Message withoutIdentity(Message answer) {
        FieldDescriptor field = answer.getDescriptorForType().findFieldByName("header");
        if (!answer.hasField(field)) {
            return answer;
        }
        ResponseHeader header = ((ResponseHeader) answer.getField(field))
                .toBuilder().clearClusterId().clearMemberId().clearRaftTerm().build();
        return answer.toBuilder().setField(field, header).build();
    }

    private Message body(Message request, Message answer) {
        if (answer instanceof RangeResponse range) {
            return range((RangeRequest) request, range);
        }
        if (answer instanceof TxnResponse txn) {
            return txn((TxnRequest) request, txn);
        }
        if (answer instanceof HashKVResponse hash && Difference.HASHES.concerns(version)) {
            return hash(hash);
        }
        if (answer instanceof LeaseTimeToLiveResponse lease) {
            return timeToLive(lease);
        }
        if (answer instanceof LeaseLeasesResponse leases) {
            return leases(leases);
        }
        if (answer instanceof AlarmResponse alarms) {
            return Difference.HEADER_OF_ALARMS.concerns(version)
                    ? alarms(alarms.toBuilder().clearHeader().build())
                    : alarms(alarms);
        }
        if (answer instanceof MemberListResponse members) {
            return members(members);
        }
        return answer instanceof StatusResponse status ? status(status) : answer;
    }

    private Message hash(HashKVResponse hash) {
        HashKVResponse.Builder normal =
                hash.toBuilder().clearHashRevision().setCompactRevision(Math.max(0, hash.getCompactRevision()));
        return known.hasCompacted() ? normal.clearHash().clearCompactRevision().build() : normal.build();
    }

    private Message txn(TxnRequest request, TxnResponse answer) {
        List<RequestOp> branch = answer.getSucceeded() ? request.getSuccessList() : request.getFailureList();
        if (branch.size() != answer.getResponsesCount()) {
            return answer;
        }
        TxnResponse.Builder normal = answer.toBuilder();
        for (int i = 0; i < branch.size(); i++) {
            RequestOp asked = branch.get(i);
            ResponseOp got = answer.getResponses(i);
            if (asked.hasRequestRange() && got.hasResponseRange()) {
                normal.getResponsesBuilder(i)
                        .setResponseRange((RangeResponse) range(asked.getRequestRange(), got.getResponseRange()));
            } else if (asked.hasRequestTxn() && got.hasResponseTxn()) {
                normal.getResponsesBuilder(i)
                        .setResponseTxn((TxnResponse) txn(asked.getRequestTxn(), got.getResponseTxn()));
            }
        }
        return normal.build();
    }

    private Message range(RangeRequest request, RangeResponse answer) {
        List<KeyValue> pairs = new ArrayList<>(answer.getKvsList());
        if (request.getKeysOnly() && Difference.LEASE_WITH_KEYS_ONLY.concerns(version)) {
            pairs.replaceAll(pair -> pair.toBuilder().clearLease().build());
        }
        if (hasTies(request.getSortTarget()) && Difference.ORDER_OF_TIES.concerns(version)) {
            // Pairs of equal rank that a limit cuts through are any of them.
            if (answer.getMore() && !pairs.isEmpty()) {
                Object last = rank(request.getSortTarget(), pairs.get(pairs.size() - 1));
                pairs.removeIf(pair -> rank(request.getSortTarget(), pair).equals(last));
            }
            orderTies(request.getSortTarget(), pairs);
        }
        return answer.toBuilder().clearKvs().addAllKvs(pairs).build();
    }

    private static boolean hasTies(SortTarget target) {
        return target != SortTarget.KEY && target != SortTarget.UNRECOGNIZED;
    }

    private static void orderTies(SortTarget target, List<KeyValue> pairs) {
        Comparator<KeyValue> byKey =
                Comparator.comparing(KeyValue::getKey, ByteString.unsignedLexicographicalComparator());
        int start = 0;
        for (int i = 1; i <= pairs.size(); i++) {
            if (i == pairs.size() || !rank(target, pairs.get(i)).equals(rank(target, pairs.get(start)))) {
                pairs.subList(start, i).sort(byKey);
                start = i;
            }
        }
    }

    private static Object rank(SortTarget target, KeyValue pair) {
        return switch (target) {
            case VERSION -> pair.getVersion();
            case CREATE -> pair.getCreateRevision();
            case MOD -> pair.getModRevision();
            case VALUE -> pair.getValue();
            case KEY, UNRECOGNIZED -> pair.getKey();
        };
    }

    /** The two clocks are not the same. */
    private static Message timeToLive(LeaseTimeToLiveResponse lease) {
        List<ByteString> keys = new ArrayList<>(lease.getKeysList());
        keys.sort(ByteString.unsignedLexicographicalComparator());
        LeaseTimeToLiveResponse.Builder normal = lease.toBuilder().clearKeys().addAllKeys(keys);
        long used = lease.getGrantedTTL() - lease.getTTL();
        return used >= 0 && used < CLOCK_SECONDS ? normal.clearTTL().build() : normal.build();
    }

    private static Message leases(LeaseLeasesResponse leases) {
        List<LeaseStatus> sorted = new ArrayList<>(leases.getLeasesList());
        sorted.sort(Comparator.comparing(LeaseStatus::getID));
        return leases.toBuilder().clearLeases().addAllLeases(sorted).build();
    }

    private static Message alarms(AlarmResponse alarms) {
        List<AlarmMember> sorted = new ArrayList<>(alarms.getAlarmsList());
        sorted.sort(Comparator.comparing(AlarmMember::getMemberID).thenComparing(AlarmMember::getAlarm));
        return alarms.toBuilder().clearAlarms().addAllAlarms(sorted).build();
    }

    private static Message members(MemberListResponse members) {
        MemberListResponse.Builder normal = members.toBuilder().clearMembers();
        for (Member member : members.getMembersList()) {
            normal.addMembers(Member.newBuilder().setName(member.getName()).setIsLearner(member.getIsLearner()));
        }
        return normal.build();
    }

    /** Up to 3.6 the text of an alarm ends with a blank. */
    private static Message status(StatusResponse status) {
        StatusResponse.Builder normal = StatusResponse.newBuilder()
                .setHeader(status.getHeader())
                .setIsLearner(status.getIsLearner())
                .setLeader(Long.signum(status.getLeader() & Long.MAX_VALUE));
        status.getErrorsList().stream().map(String::strip).sorted().forEach(normal::addErrors);
        return normal.build();
    }
}
