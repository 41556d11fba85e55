package dev.pharos.raft.model;

/** The roles of Raft 5.1, with the pre-vote phase as one of its own. */
public enum RoleName {
    FOLLOWER,
    PRE_CANDIDATE,
    CANDIDATE,
    LEADER
}
