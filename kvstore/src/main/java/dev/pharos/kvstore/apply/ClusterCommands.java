package dev.pharos.kvstore.apply;

import dev.pharos.kvstore.alarm.Alarm;
import dev.pharos.kvstore.alarm.Alarm.Kind;
import dev.pharos.kvstore.alarm.AlarmBook;
import dev.pharos.kvstore.cluster.ClusterBook;
import dev.pharos.kvstore.cluster.Downgrade;
import dev.pharos.wire.proto.etcdserverpb.AlarmMember;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest;
import dev.pharos.wire.proto.etcdserverpb.AlarmResponse;
import dev.pharos.wire.proto.etcdserverpb.AlarmType;
import dev.pharos.wire.proto.etcdserverpb.EmptyResponse;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.membershippb.ClusterMemberAttrSetRequest;
import dev.pharos.wire.proto.membershippb.DowngradeInfoSetRequest;
import java.util.Optional;

/** Alarms, and what members say of themselves, of the cluster's version and of the way to an earlier one. */
final class ClusterCommands {
    private final ClusterBook cluster;
    private final AlarmBook alarms;

    ClusterCommands(ClusterBook cluster, AlarmBook alarms) {
        this.cluster = cluster;
        this.alarms = alarms;
    }

    /** Empty if the request is none of these. */
    Optional<Outcome> execute(InternalRaftRequest request, AppliedCommand command) {
        if (request.hasAlarm()) {
            return Optional.of(alarm(request.getAlarm(), command));
        }
        if (request.hasClusterMemberAttrSet()) {
            ClusterMemberAttrSetRequest said = request.getClusterMemberAttrSet();
            cluster.publish(
                    said.getMemberID(),
                    said.getMemberAttributes().getName(),
                    said.getMemberAttributes().getClientUrlsList());
            return Optional.of(Outcome.of(EmptyResponse.getDefaultInstance()));
        }
        if (request.hasClusterVersionSet()) {
            cluster.decideVersion(request.getClusterVersionSet().getVer());
            return Optional.of(Outcome.of(EmptyResponse.getDefaultInstance()));
        }
        if (request.hasDowngradeInfoSet()) {
            DowngradeInfoSetRequest ordered = request.getDowngradeInfoSet();
            cluster.setDowngrade(ordered.getEnabled() ? Downgrade.to(ordered.getVer()) : Downgrade.NONE);
            return Optional.of(Outcome.of(EmptyResponse.getDefaultInstance()));
        }
        return Optional.empty();
    }

    private Outcome alarm(AlarmRequest request, AppliedCommand command) {
        AlarmResponse.Builder response = AlarmResponse.newBuilder().setHeader(command.header());
        switch (request.getAction()) {
            case GET ->
                alarms.standing().stream()
                        .filter(alarm -> request.getAlarm() == AlarmType.NONE || typeOf(alarm) == request.getAlarm())
                        .forEach(alarm -> response.addAlarms(member(alarm)));
            case ACTIVATE ->
                of(request).ifPresent(alarm -> {
                    alarms.raise(alarm);
                    response.addAlarms(member(alarm));
                });
            case DEACTIVATE -> of(request).filter(alarms::clear).ifPresent(alarm -> response.addAlarms(member(alarm)));
            case UNRECOGNIZED -> {}
        }
        return Outcome.of(response.build());
    }

    private static Optional<Alarm> of(AlarmRequest request) {
        return switch (request.getAlarm()) {
            case NOSPACE -> Optional.of(new Alarm(request.getMemberID(), Kind.NOSPACE));
            case CORRUPT -> Optional.of(new Alarm(request.getMemberID(), Kind.CORRUPT));
            case NONE, UNRECOGNIZED -> Optional.empty();
        };
    }

    private static AlarmMember member(Alarm alarm) {
        return AlarmMember.newBuilder()
                .setMemberID(alarm.member())
                .setAlarm(typeOf(alarm))
                .build();
    }

    private static AlarmType typeOf(Alarm alarm) {
        return alarm.kind() == Kind.NOSPACE ? AlarmType.NOSPACE : AlarmType.CORRUPT;
    }
}
