package dev.pharos.etcdctl.offline.file;

import dev.pharos.etcdctl.offline.terminal.ToolFailure;
import dev.pharos.kvstore.cluster.ClusterIds;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.config.InitialCluster;
import dev.pharos.kvstore.config.ServerUrl;
import dev.pharos.kvstore.discovery.HostLookup;
import dev.pharos.kvstore.discovery.SameAddresses;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.storage.record.LogIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The cluster that a restored folder belongs to.
 *
 * @param identity of the member whose folder it is, and of the cluster
 * @param members by id
 */
record Founding(LogIdentity identity, List<Member> members) {
    /** With names of hosts that are not known, as a server has it. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    Founding {
        members = List.copyOf(members);
    }

    /** @throws ToolFailure if names and addresses do not fit together */
    static Founding of(RestoreOptions options) {
        InitialCluster cluster = cluster(options);
        Map<Long, Member> byId = new TreeMap<>(Long::compareUnsigned);
        long self = 0;
        for (Map.Entry<String, List<ServerUrl>> each : cluster.members().entrySet()) {
            List<String> urls =
                    each.getValue().stream().map(ServerUrl::toString).toList();
            long id = ClusterIds.ofFounder(urls, options.token());
            byId.put(id, Member.voter(id, urls).named(each.getKey(), List.of()));
            self = each.getKey().equals(options.name()) ? id : self;
        }
        return new Founding(new LogIdentity(self, ClusterIds.ofCluster(byId.keySet())), new ArrayList<>(byId.values()));
    }

    private static InitialCluster cluster(RestoreOptions options) {
        try {
            List<ServerUrl> advertised = ServerUrl.parseList(options.advertisedUrls());
            InitialCluster cluster = InitialCluster.parse(options.initialCluster());
            SameAddresses addresses = new SameAddresses(HostLookup.SYSTEM, PATIENCE);
            cluster.contradiction(options.name(), advertised, addresses::difference)
                    .ifPresent(text -> {
                        throw ToolFailure.error(text);
                    });
            refuseSharedAddresses(cluster);
            return cluster;
        } catch (IllegalArgumentException malformed) {
            throw ToolFailure.error(String.valueOf(malformed.getMessage()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw ToolFailure.error("interrupted while looking up addresses");
        }
    }

    private static void refuseSharedAddresses(InitialCluster cluster) {
        List<ServerUrl> all =
                cluster.members().values().stream().flatMap(Collection::stream).toList();
        Set<ServerUrl> different = new HashSet<>(all);
        if (different.size() < all.size()) {
            List<String> texts = new ArrayList<>();
            cluster.members().forEach((name, urls) -> urls.forEach(url -> texts.add(name + "=" + url)));
            throw ToolFailure.error("initial cluster " + String.join(",", texts) + " has duplicate url");
        }
    }

    Membership membership() {
        return Membership.ofVoters(members.stream().mapToLong(Member::id).toArray());
    }
}
