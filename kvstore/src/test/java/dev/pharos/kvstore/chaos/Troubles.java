package dev.pharos.kvstore.chaos;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Makes of a plan what really goes wrong with a cluster. */
final class Troubles {
    private final Cluster cluster;
    private final ProcessTroubles processes;
    private final NetworkTroubles network;
    private final MembershipTroubles membership;
    private final MachineTroubles machine;

    /** @param story hears what comes over whom */
    Troubles(Cluster cluster, Refusals refusals, Consumer<String> story) {
        this.cluster = cluster;
        this.processes = new ProcessTroubles(cluster, story);
        this.network = new NetworkTroubles(cluster, story);
        this.membership = new MembershipTroubles(cluster, refusals, story);
        this.machine = new MachineTroubles(cluster, story);
    }

    Trouble of(Campaign.Kind kind, SplittableRandom random) {
        return switch (kind) {
            case KILL_LEADER -> processes.kill(cluster::leaderOrAny);
            case KILL_FOLLOWER -> processes.kill(cluster::follower);
            case KILL_ALL -> processes.killAll();
            case STOP_LEADER -> processes.terminate(cluster::leaderOrAny);
            case PAUSE_LEADER -> processes.pause(cluster::leaderOrAny);
            case PAUSE_FOLLOWER -> processes.pause(cluster::follower);
            case DEADLY_POINT -> processes.deadlyPoint(random);
            case SLOW_POINT -> processes.slowPoint(random);
            case DEATH_BY_SNAPSHOT -> processes.deathBySnapshot(network, random);
            case ISOLATE_LEADER -> network.isolate(cluster::leaderOrAny);
            case ISOLATE_FOLLOWER -> network.isolate(cluster::follower);
            case SWALLOW_LEADER -> network.swallow(cluster::leaderOrAny, random);
            case SWALLOW_FOLLOWER -> network.swallow(cluster::follower, random);
            case ONE_WAY_LEADER -> network.oneWay(cluster::leaderOrAny, random);
            case ONE_WAY_ANY -> network.oneWay(() -> cluster.any(random), random);
            case SPLIT -> network.split();
            case SLOW_NETWORK -> network.slow(random);
            case UNRELIABLE_NETWORK -> network.unreliable();
            case REPLACE -> membership.replace(random);
            case RENEW -> membership.renew(random);
            case HAND_OVER -> membership.handOver();
            case FAILING_DISK -> machine.disk(random, DiskFaults.OF_INPUT_AND_OUTPUT);
            case FULL_DISK -> machine.disk(random, List.of(DiskFaults.EVERY_WRITE_FOR_WANT_OF_SPACE));
            case CLOCK_JUMP -> machine.clock(random);
        };
    }
}
