package dev.pharos.kvstore.peer.ask;

import dev.pharos.kvstore.cluster.Member;
import java.util.List;
import java.util.Optional;

/** The cluster as one of its members describes it. */
public record ClusterView(long clusterId, List<Member> members) {
    public ClusterView {
        members = List.copyOf(members);
    }

    public Optional<Member> member(long id) {
        return members.stream().filter(member -> member.id() == id).findAny();
    }

    /** As etcd prints it in its errors. */
    @Override
    public String toString() {
        return "{ClusterID:" + Long.toHexString(clusterId) + " Members:" + members + " RemovedMemberIDs:[]}";
    }
}
