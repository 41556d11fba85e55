package dev.pharos.kvstore.corruption;

import dev.pharos.kvstore.logging.LogEntry;
import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.kvstore.mvcc.HashResult;
import dev.pharos.kvstore.peer.ask.PeerHash;
import java.util.Optional;

/**
 * Compares what a member found on its disk with what the others hold, before it takes part. Who cannot be asked, or
 * has compacted to another revision, proves nothing.
 */
public final class InitialCheck {
    private final HashInquiry inquiry;
    private final ServerLog log;

    public InitialCheck(HashInquiry inquiry, ServerLog log) {
        this.inquiry = inquiry;
        this.log = log;
    }

    /** Why this member must not serve, if so. */
    public Optional<String> contradiction() throws InterruptedException {
        String self = Long.toHexString(inquiry.self());
        log.info("starting initial corruption check")
                .with("local-member-id", self)
                .with("timeout", inquiry.patience())
                .write();
        HashResult own;
        try {
            own = inquiry.state().store().hash().hashKv(0);
        } catch (RuntimeException unreadable) {
            return Optional.of(self + " failed to fetch hash (" + unreadable.getMessage() + ")");
        }
        boolean differs = false;
        for (PeerAnswer answer : inquiry.ask(own.revision())) {
            boolean contradicts = answer.isComparableAndDiffersFrom(own);
            if (contradicts) {
                tell("found different hash values from remote peer", own, answer);
            } else if (answer.differsFrom(own)) {
                tell("found different compact revision values from remote peer", own, answer);
            }
            differs |= contradicts;
        }
        if (differs) {
            return Optional.of(self + " found data inconsistency with peers");
        }
        log.info("initial corruption checking passed; no corruption")
                .with("local-member-id", self)
                .write();
        return Optional.empty();
    }

    private void tell(String what, HashResult own, PeerAnswer answer) {
        PeerHash theirs = answer.hash().orElseThrow();
        LogEntry line = log.warn(what)
                .with("local-member-id", Long.toHexString(inquiry.self()))
                .with("local-member-revision", own.revision())
                .with("local-member-compact-revision", own.compactRevision())
                .with("local-member-hash", Integer.toUnsignedLong(own.hash()));
        line.with("remote-peer-id", answer.peer().hexId())
                .with("remote-peer-endpoints", answer.peer().peerUrls())
                .with("remote-peer-revision", theirs.revision())
                .with("remote-peer-compact-revision", theirs.compactRevision())
                .with("remote-peer-hash", theirs.hash())
                .write();
    }
}
