package dev.pharos.raft.codec;

import java.util.Optional;

/** The types of raftpb.Message that travel between members; the others never leave one. */
enum MessageType {
    PROPOSE(2),
    APPEND(3),
    APPEND_ANSWER(4),
    VOTE(5),
    VOTE_ANSWER(6),
    SNAPSHOT(7),
    HEARTBEAT(8),
    HEARTBEAT_ANSWER(9),
    TRANSFER_LEADER(13),
    TIMEOUT_NOW(14),
    READ_INDEX(15),
    READ_INDEX_ANSWER(16),
    PRE_VOTE(17),
    PRE_VOTE_ANSWER(18);

    private static final MessageType[] BY_NUMBER = new MessageType[PRE_VOTE_ANSWER.number + 1];

    static {
        for (MessageType type : values()) {
            BY_NUMBER[type.number] = type;
        }
    }

    private final int number;

    MessageType(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static Optional<MessageType> numbered(long number) {
        boolean known = number >= 0 && number < BY_NUMBER.length;
        return known ? Optional.ofNullable(BY_NUMBER[(int) number]) : Optional.empty();
    }
}
