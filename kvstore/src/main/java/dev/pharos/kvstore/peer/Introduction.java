package dev.pharos.kvstore.peer;

import dev.pharos.kvstore.http.exchange.RequestHead;
import dev.pharos.kvstore.peer.link.LocalMember;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the sender of a request says of itself. */
final class Introduction {
    /** Members that say nothing are of the time before there was anything to say. */
    private static final String UNNAMED_VERSION = "2.0.0";

    private final LocalMember self;

    Introduction(LocalMember self) {
        this.self = self;
    }

    /** Why the sender cannot be talked to, if so. */
    Optional<String> refusal(RequestHead head) {
        if (!isCompatible(head)) {
            return Optional.of("incompatible version");
        }
        boolean sameCluster = head.header(LocalMember.CLUSTER)
                .filter(Long.toHexString(self.clusterId())::equals)
                .isPresent();
        return sameCluster ? Optional.empty() : Optional.of("cluster ID mismatch");
    }

    private boolean isCompatible(RequestHead head) {
        Optional<MemberVersion> theirs = version(head, LocalMember.VERSION);
        Optional<MemberVersion> theirMinimum = version(head, LocalMember.MINIMUM_VERSION);
        Optional<MemberVersion> ours = MemberVersion.parse(self.serverVersion());
        Optional<MemberVersion> ourMinimum = MemberVersion.parse(self.minimumClusterVersion());
        return theirs.isPresent()
                && theirMinimum.isPresent()
                && theirs.get().compareTo(ourMinimum.orElseThrow()) >= 0
                && theirMinimum.get().compareTo(ours.orElseThrow()) <= 0;
    }

    private static Optional<MemberVersion> version(RequestHead head, String header) {
        return MemberVersion.parse(
                head.header(header).filter(text -> !text.isEmpty()).orElse(UNNAMED_VERSION));
    }

    static Optional<Long> sender(RequestHead head) {
        return head.header(LocalMember.FROM).flatMap(Introduction::memberId);
    }

    static Optional<Long> memberId(String hex) {
        try {
            return Optional.of(Long.parseUnsignedLong(hex, 16));
        } catch (NumberFormatException malformed) {
            return Optional.empty();
        }
    }

    /** Where the sender says that it can be reached. */
    static List<String> urls(RequestHead head) {
        return head.header(LocalMember.URLS).stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .filter(url -> !url.isEmpty())
                .toList();
    }
}
