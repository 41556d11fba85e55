package dev.pharos.kvstore.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The cluster after some entry of the log.
 *
 * @param members by id
 * @param removed ids that were members once and never can be again
 * @param version the protocol version of the cluster, {@code X.Y.Z}; empty while not decided
 */
public record ClusterState(Map<Long, Member> members, Set<Long> removed, String version, Downgrade downgrade) {
    public static final ClusterState EMPTY = new ClusterState(Map.of(), Set.of(), "");

    /** Of one that goes to no earlier release. */
    public ClusterState(Map<Long, Member> members, Set<Long> removed, String version) {
        this(members, removed, version, Downgrade.NONE);
    }

    public ClusterState {
        members = Map.copyOf(members);
        removed = Set.copyOf(removed);
    }

    /** By id, as answers list them. */
    public List<Member> sorted() {
        return members.values().stream()
                .sorted((one, other) -> Long.compareUnsigned(one.id(), other.id()))
                .toList();
    }

    public Optional<Member> member(long id) {
        return Optional.ofNullable(members.get(id));
    }

    public boolean hasPeerUrl(String url) {
        return members.values().stream().anyMatch(member -> member.peerUrls().contains(url));
    }

    public long learners() {
        return members.values().stream().filter(Member::isLearner).count();
    }
}
