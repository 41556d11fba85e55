package dev.pharos.kvstore.corruption;

import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.mvcc.HashResult;
import dev.pharos.kvstore.peer.ask.PeerHash;
import java.io.IOException;
import java.util.List;

/** What members say. */
final class Answers {
    static final long LEADER = 1;
    static final long REVISION = 100;
    static final long COMPACTED = 50;
    static final int HASH = 0xfedcba98;

    private Answers() {}

    static HashResult own(int hash) {
        return new HashResult(hash, REVISION, COMPACTED);
    }

    static PeerAnswer answer(long peer, int hash) {
        return answer(peer, hash, COMPACTED, REVISION);
    }

    static PeerAnswer answer(long peer, int hash, long compacted, long revision) {
        return PeerAnswer.of(member(peer), new PeerHash(Integer.toUnsignedLong(hash), compacted, revision));
    }

    static PeerAnswer silence(long peer) {
        return PeerAnswer.none(member(peer), new IOException("nobody there"));
    }

    private static Member member(long id) {
        return Member.voter(id, List.of("http://127.0.0.1:1"));
    }
}
