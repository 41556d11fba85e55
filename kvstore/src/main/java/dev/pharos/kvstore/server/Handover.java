package dev.pharos.kvstore.server;

import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.kvstore.service.LeaderTransfer;
import dev.pharos.kvstore.service.MemberParts;
import dev.pharos.kvstore.service.PeerReach;
import dev.pharos.raft.core.RaftStatus;
import dev.pharos.raft.model.MemberSet;
import dev.pharos.raft.model.RoleName;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Gives the lead away before a member stops, so that the others need no election. */
final class Handover {
    private final MemberParts member;
    private final PeerReach reach;
    private final PartOptions parts;
    private final ServerLog log;

    Handover(MemberParts member, PeerReach reach, PartOptions parts, ServerLog log) {
        this.member = member;
        this.reach = reach;
        this.parts = parts;
        this.log = log;
    }

    void run() throws InterruptedException {
        RaftStatus status = member.status();
        String self = Long.toHexString(member.memberId());
        if (status.role() != RoleName.LEADER) {
            log.info("skipped leadership transfer; local server is not leader")
                    .with("local-member-id", self)
                    .with("current-leader-member-id", Long.toHexString(status.leader()))
                    .write();
        } else if (status.membership().voters().equals(MemberSet.of(member.memberId()))) {
            log.info("skipped leadership transfer for single voting member cluster")
                    .with("local-member-id", self)
                    .write();
        } else {
            giveAway(status, self);
        }
    }

    private void giveAway(RaftStatus status, String self) throws InterruptedException {
        long patience = parts.requestTimeout().toMillis();
        try {
            Optional<Long> successor = successor(status, patience);
            if (successor.isEmpty()) {
                log.warn("leadership transfer failed")
                        .with("local-member-id", self)
                        .write();
                return;
            }
            new LeaderTransfer(member, parts.requestTimeout())
                    .to(successor.get())
                    .get(2 * patience, TimeUnit.MILLISECONDS);
            log.info("leadership transfer finished")
                    .with("local-member-id", self)
                    .with("old-leader-member-id", self)
                    .with("new-leader-member-id", Long.toHexString(successor.get()))
                    .write();
        } catch (ExecutionException | TimeoutException failure) {
            log.warn("leadership transfer failed")
                    .with("local-member-id", self)
                    .with("error", String.valueOf(failure.getMessage()))
                    .write();
        }
    }

    /** The voter within reach that has most of the log. */
    private Optional<Long> successor(RaftStatus status, long patience)
            throws InterruptedException, ExecutionException, TimeoutException {
        return member.node().peers().get(patience, TimeUnit.MILLISECONDS).peers().stream()
                .filter(peer -> status.membership().voters().contains(peer.member()))
                .filter(peer -> reach.isReached(peer.member()))
                .max(Comparator.comparingLong(RaftStatus.Peer::match))
                .map(RaftStatus.Peer::member);
    }
}
