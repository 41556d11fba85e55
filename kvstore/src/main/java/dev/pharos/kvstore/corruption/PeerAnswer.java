package dev.pharos.kvstore.corruption;

import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.mvcc.HashResult;
import dev.pharos.kvstore.peer.ask.PeerHash;
import java.util.Optional;

/**
 * What another member said when it was asked for its hash.
 *
 * @param failure why there is no hash; empty if there is one
 */
record PeerAnswer(Member peer, Optional<PeerHash> hash, String failure) {
    static PeerAnswer of(Member peer, PeerHash hash) {
        return new PeerAnswer(peer, Optional.of(hash), "");
    }

    static PeerAnswer none(Member peer, Throwable why) {
        return new PeerAnswer(peer, Optional.empty(), String.valueOf(why.getMessage()));
    }

    /** Whether the two hashes are of the same records: both before, or both after, the same compaction. */
    boolean isComparableWith(HashResult own) {
        return hash.filter(known -> known.compactRevision() == own.compactRevision())
                .isPresent();
    }

    boolean isComparableAndDiffersFrom(HashResult own) {
        return isComparableWith(own) && differsFrom(own);
    }

    boolean differsFrom(HashResult own) {
        return hash.filter(known -> known.hash() != Integer.toUnsignedLong(own.hash()))
                .isPresent();
    }
}
