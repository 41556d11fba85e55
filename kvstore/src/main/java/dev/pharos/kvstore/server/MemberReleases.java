package dev.pharos.kvstore.server;

import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.Versions;
import dev.pharos.kvstore.peer.ask.PeerClient;
import dev.pharos.kvstore.service.MemberParts;
import java.util.concurrent.CompletableFuture;

/** Asks the other members of which releases they are. Any thread. */
final class MemberReleases {
    private final MemberParts member;
    private final PeerClient others;

    MemberReleases(MemberParts member, PeerClient others) {
        this.member = member;
        this.others = others;
    }

    /**
     * What is known of the releases.
     *
     * @param lowest what the lowest of those that answered speaks, this member among them
     * @param highest the same of the highest
     * @param complete whether all have answered
     */
    record Releases(String lowest, String highest, boolean complete) {
        private static final Releases OWN = of(Versions.CLUSTER);
        private static final Releases UNKNOWN = new Releases(Versions.CLUSTER, Versions.CLUSTER, false);

        static Releases of(String version) {
            return new Releases(version, version, true);
        }

        Releases and(Releases more) {
            return new Releases(
                    Versions.isBelow(lowest, more.lowest) ? lowest : more.lowest,
                    Versions.isBelow(highest, more.highest) ? more.highest : highest,
                    complete && more.complete);
        }
    }

    boolean hasOthers() {
        return member.applied().cluster().state().members().keySet().stream().anyMatch(id -> id != member.memberId());
    }

    CompletableFuture<Releases> ask() {
        CompletableFuture<Releases> all = CompletableFuture.completedFuture(Releases.OWN);
        for (Member other : member.applied().cluster().state().sorted()) {
            if (other.id() != member.memberId()) {
                all = all.thenCombine(releaseOf(other), Releases::and);
            }
        }
        return all;
    }

    private CompletableFuture<Releases> releaseOf(Member other) {
        return others.version(other)
                .thenApply(release -> Releases.of(Versions.ofCluster(release)))
                .exceptionally(noAnswer -> Releases.UNKNOWN);
    }
}
