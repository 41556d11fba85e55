package dev.pharos.kvstore.corruption;

import dev.pharos.kvstore.mvcc.HashResult;
import dev.pharos.kvstore.peer.ask.PeerHash;
import java.util.List;
import java.util.Optional;

/**
 * What a round over the newest data says.
 *
 * @param suspect whose data differs from the leader's, which counts as right unless it contradicts itself
 */
record PeriodicVerdict(long suspect, String reason) {
    /**
     * Of one round.
     *
     * @param before the leader's hash, before the others were asked for theirs at its revision
     * @param after the leader's hash when it had applied all that the others can have had
     */
    static Optional<PeriodicVerdict> of(long leader, HashResult before, List<PeerAnswer> answers, HashResult after) {
        boolean isSameMoment =
                before.revision() == after.revision() && before.compactRevision() == after.compactRevision();
        if (isSameMoment && before.hash() != after.hash()) {
            return Optional.of(new PeriodicVerdict(leader, "found hash mismatch"));
        }
        for (PeerAnswer answer : answers) {
            Optional<PeriodicVerdict> against = answer.hash()
                    .flatMap(hash -> reason(hash, after))
                    .or(() -> answer.isComparableAndDiffersFrom(before)
                            ? Optional.of("same compact revision then hashes must match")
                            : Optional.empty())
                    .map(reason -> new PeriodicVerdict(answer.peer().id(), reason));
            if (against.isPresent()) {
                return against;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> reason(PeerHash theirs, HashResult after) {
        if (theirs.revision() > after.revision()) {
            return Optional.of("revision from follower must be less than or equal to leader's");
        }
        return theirs.compactRevision() > after.compactRevision()
                ? Optional.of("compact revision from follower must be less than or equal to leader's")
                : Optional.empty();
    }
}
