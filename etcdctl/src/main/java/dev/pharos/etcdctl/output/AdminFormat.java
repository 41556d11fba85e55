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

/** A form for answers about members and endpoints; each may throw {@link UnsupportedFormat}. */
public interface AdminFormat {
    void members(MemberListResponse answer);

    void memberAdded(MemberAddResponse answer);

    void memberRemoved(long member, MemberRemoveResponse answer);

    void memberUpdated(long member, MemberUpdateResponse answer);

    void memberPromoted(long member, MemberPromoteResponse answer);

    void health(List<Health> endpoints);

    void statuses(List<EndpointAnswer<StatusResponse>> endpoints);

    void hashes(List<EndpointAnswer<HashKVResponse>> endpoints);

    void leaderMoved(long from, long to, MoveLeaderResponse answer);

    void downgrade(DowngradeAction action, DowngradeResponse answer);

    void alarms(AlarmResponse answer);

    void authStatus(AuthStatusResponse answer);
}
