package dev.pharos.kvstore.server;

import dev.pharos.kvstore.cluster.ClusterState;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.metrics.NetworkMetrics;
import dev.pharos.kvstore.peer.PeerNetwork;
import dev.pharos.kvstore.service.PeerReach;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Keeps the network's idea of who is a member in step with the cluster's. Until this member has applied that it is
 * one, those that it was started with stay in reach too: it has what it applies from them. Changed by the starting
 * thread, then by the apply thread; asked on any.
 */
final class Neighbours implements PeerReach {
    private final Bootstrap bootstrap;
    private final PeerNetwork network;
    private final NetworkMetrics metrics;
    private final Runnable onRemoved;
    private final Set<Long> known = new HashSet<>();

    /** @param onRemoved hears that this member was removed */
    Neighbours(Bootstrap bootstrap, PeerNetwork network, NetworkMetrics metrics, Runnable onRemoved) {
        this.bootstrap = bootstrap;
        this.network = network;
        this.metrics = metrics;
        this.onRemoved = onRemoved;
    }

    void follow(ClusterState cluster) {
        long self = bootstrap.identity().memberId();
        Map<Long, List<String>> addresses = new HashMap<>();
        if (cluster.member(self).isEmpty()) {
            bootstrap.others().forEach(member -> addresses.put(member.id(), member.peerUrls()));
        }
        for (Member member : cluster.members().values()) {
            addresses.put(member.id(), member.peerUrls());
        }
        addresses.remove(self);
        network.setMembers(addresses, cluster.removed());
        count(self, addresses.keySet());
        if (cluster.removed().contains(self)) {
            onRemoved.run();
        }
    }

    private void count(long self, Set<Long> others) {
        others.stream().filter(known::add).forEach(added -> metrics.memberAdded(self, added));
        known.removeIf(member -> {
            boolean gone = !others.contains(member);
            if (gone) {
                metrics.memberRemoved(self, member);
            }
            return gone;
        });
    }

    @Override
    public boolean isReachedFor(long member, Duration time) {
        OptionalLong since = network.activeSince(member);
        return since.isPresent() && System.nanoTime() - since.getAsLong() >= time.toNanos();
    }
}
