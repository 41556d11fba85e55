package dev.pharos.kvstore.corruption;

import dev.pharos.kvstore.mvcc.HashResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a round over one compaction says. The majority is right; where there is none, nobody knows who is.
 *
 * @param suspects who differs from the majority; 0 alone if there is no majority
 */
record CompactionVerdict(Result result, Set<Long> suspects) {
    /** Member 0 stands for the whole cluster. */
    private static final Set<Long> NOBODY_KNOWS = Set.of(0L);

    enum Result {
        /** All members have the same. */
        EQUAL,
        /** Nobody differs, but some could not be compared. */
        INCOMPLETE,
        DIFFERENT
    }

    static CompactionVerdict of(long leader, HashResult own, List<PeerAnswer> answers) {
        Map<Long, Set<Long>> membersByHash = new HashMap<>();
        add(membersByHash, Integer.toUnsignedLong(own.hash()), leader);
        int compared = 0;
        for (PeerAnswer answer : answers) {
            if (answer.isComparableWith(own)) {
                add(
                        membersByHash,
                        answer.hash().orElseThrow().hash(),
                        answer.peer().id());
                compared++;
            }
        }
        if (membersByHash.size() == 1) {
            return new CompactionVerdict(compared == answers.size() ? Result.EQUAL : Result.INCOMPLETE, Set.of());
        }
        return new CompactionVerdict(Result.DIFFERENT, outsideMajority(membersByHash, answers.size() + 1));
    }

    private static void add(Map<Long, Set<Long>> membersByHash, long hash, long member) {
        membersByHash.computeIfAbsent(hash, first -> new TreeSet<>()).add(member);
    }

    private static Set<Long> outsideMajority(Map<Long, Set<Long>> membersByHash, int members) {
        Set<Long> others = new TreeSet<>();
        boolean hasMajority = false;
        for (Set<Long> agreeing : membersByHash.values()) {
            if (agreeing.size() > members / 2) {
                hasMajority = true;
            } else {
                others.addAll(agreeing);
            }
        }
        return hasMajority ? others : NOBODY_KNOWS;
    }
}
