package dev.pharos.kvstore.corruption;

import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.kvstore.mvcc.HashResult;
import dev.pharos.kvstore.mvcc.StoreHash;
import dev.pharos.kvstore.service.MemberParts;
import java.util.List;

/** Compares the newest data of all members. Reads the whole store twice. */
public final class PeriodicCheck implements Check {
    private final MemberParts member;
    private final HashInquiry inquiry;
    private final CorruptAlarm alarm;
    private final ServerLog log;

    public PeriodicCheck(MemberParts member, HashInquiry inquiry, ServerLog log) {
        this.member = member;
        this.inquiry = inquiry;
        this.alarm = new CorruptAlarm(member);
        this.log = log;
    }

    @Override
    public void run() throws InterruptedException {
        StoreHash store = member.store().hash();
        HashResult before = store.hashKv(0);
        List<PeerAnswer> answers = inquiry.ask(before.revision());
        member.reads().confirm().join();
        HashResult after = member.store().hash().hashKv(0);
        PeriodicVerdict.of(member.memberId(), before, answers, after).ifPresent(verdict -> {
            log.warn(verdict.reason())
                    .with("leader-revision", after.revision())
                    .with("leader-compact-revision", after.compactRevision())
                    .with("leader-hash", Integer.toUnsignedLong(before.hash()))
                    .with("follower-peer-id", Long.toHexString(verdict.suspect()))
                    .write();
            alarm.raise(verdict.suspect());
        });
        long checked =
                answers.stream().filter(answer -> answer.hash().isPresent()).count();
        log.info("finished peer corruption check")
                .with("number-of-peers-checked", checked)
                .write();
    }
}
