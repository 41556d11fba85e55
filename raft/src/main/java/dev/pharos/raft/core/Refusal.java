package dev.pharos.raft.core;

/** Why a proposal or a read was not taken. Nothing was done; trying again later may help. */
public enum Refusal {
    /** No leader is known here. */
    NO_LEADER,
    /** The leader is handing over. */
    TRANSFERRING,
    /** The leader is about to leave the group. */
    LEAVING,
    /** Too much is proposed and not committed, or too many reads wait. */
    OVERLOADED,
    /** Another membership change is not applied yet, or the group is in a joint configuration. */
    CHANGE_PENDING,
    /** The membership change does not fit the membership. */
    CHANGE_IMPOSSIBLE
}
