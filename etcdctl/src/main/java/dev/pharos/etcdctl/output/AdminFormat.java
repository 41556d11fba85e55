package dev.pharos.etcdctl.output;

import dev.pharos.wire.proto.etcdserverpb.AlarmResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthStatusResponse;
import dev.pharos.wire.proto.etcdserverpb.DowngradeRequest.DowngradeAction;
import dev.pharos.wire.proto.etcdserverpb.DowngradeResponse;
import dev.pharos.wire.proto.etcdserverpb.HashKVResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberAddResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberListResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberPromoteResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberRemoveResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberUpdateResponse;
import dev.pharos.wire.proto.etcdserverpb.MoveLeaderResponse;
import dev.pharos.wire.proto.etcdserverpb.StatusResponse;
import java.util.List;

/** A form for answers about members and endpoints; what it does not override it does not support. */
public interface AdminFormat extends NamedFormat {
    void members(MemberListResponse answer);

    default void memberAdded(MemberAddResponse answer) {
        throw unsupported();
    }

    default void memberRemoved(long member, MemberRemoveResponse answer) {
        throw unsupported();
    }

    default void memberUpdated(long member, MemberUpdateResponse answer) {
        throw unsupported();
    }

    default void memberPromoted(long member, MemberPromoteResponse answer) {
        throw unsupported();
    }

    default void health(List<Health> endpoints) {
        throw unsupported();
    }

    default void statuses(List<EndpointAnswer<StatusResponse>> endpoints) {
        throw unsupported();
    }

    default void hashes(List<EndpointAnswer<HashKVResponse>> endpoints) {
        throw unsupported();
    }

    default void leaderMoved(long from, long to, MoveLeaderResponse answer) {
        throw unsupported();
    }

    default void downgrade(DowngradeAction action, DowngradeResponse answer) {
        throw unsupported();
    }

    default void alarms(AlarmResponse answer) {
        throw unsupported();
    }

    default void authStatus(AuthStatusResponse answer) {
        throw unsupported();
    }
}
