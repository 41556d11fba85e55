package dev.pharos.kvstore.peer.ask;

import dev.pharos.kvstore.cluster.Member;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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
        return members.stream()
                .map(ClusterView::text)
                .collect(Collectors.joining(
                        " ", "{ClusterID:" + Long.toHexString(clusterId) + " Members:[", "] RemovedMemberIDs:[]}"));
    }

    private static String text(Member member) {
        return "&{ID:" + member.hexId()
                + " RaftAttributes:{PeerURLs:" + list(member.peerUrls()) + " IsLearner:" + member.isLearner()
                + "} Attributes:{Name:" + member.name() + " ClientURLs:" + list(member.clientUrls()) + "}}";
    }

    private static String list(List<String> texts) {
        return "[" + String.join(" ", texts) + "]";
    }
}
