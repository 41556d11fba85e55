package dev.pharos.raft.core;

import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.RoleName;
import dev.pharos.raft.replication.ProgressMode;
import java.util.List;

/** How a member stands at one moment, for people, metrics and tests. */
public record RaftStatus(
        RoleName role,
        long term,
        long vote,
        long leader,
        long committed,
        long applied,
        EntryId last,
        Membership membership) {

    /** What a leader knows of another member. */
    public record Peer(long member, ProgressMode mode, long match, long next) {}

    /** A leader's view of the others; empty on everybody else. */
    public record Peers(List<Peer> peers, long transferTarget) {
        public static final Peers NONE = new Peers(List.of(), 0);
    }
}
