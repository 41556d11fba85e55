package dev.pharos.kvstore.cluster;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The cluster, as the entries of the log make it. Changed on the apply thread, read on any. */
public final class ClusterBook {
    private final ClusterRows rows;
    private volatile ClusterState state;

    public ClusterBook(ClusterState start, ClusterRows rows) {
        this.state = start;
        this.rows = rows;
    }

    public ClusterState state() {
        return state;
    }

    public void put(Member member) {
        Map<Long, Member> members = new HashMap<>(state.members());
        members.put(member.id(), member);
        state = new ClusterState(members, state.removed(), state.version(), state.downgrade());
        rows.stored(member);
    }

    /** What a member says of itself; nothing if it was removed meanwhile. */
    public void publish(long id, String name, List<String> clientUrls) {
        state.member(id).ifPresent(member -> put(member.named(name, clientUrls)));
    }

    public void remove(long id) {
        Map<Long, Member> members = new HashMap<>(state.members());
        members.remove(id);
        Set<Long> removed = new HashSet<>(state.removed());
        removed.add(id);
        state = new ClusterState(members, removed, state.version(), state.downgrade());
        rows.removed(id);
    }

    public void decideVersion(String version) {
        state = new ClusterState(state.members(), state.removed(), version, state.downgrade());
        rows.versionDecided(version);
    }

    /** Has the cluster go to an earlier release, or not any more. */
    public void setDowngrade(Downgrade downgrade) {
        state = new ClusterState(state.members(), state.removed(), state.version(), downgrade);
        rows.downgradeSet(downgrade);
    }
}
