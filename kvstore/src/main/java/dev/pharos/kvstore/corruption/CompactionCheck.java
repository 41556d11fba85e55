package dev.pharos.kvstore.corruption;

import dev.pharos.kvstore.corruption.CompactionVerdict.Result;
import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.kvstore.mvcc.HashResult;
import dev.pharos.kvstore.service.MemberParts;
import java.util.Comparator;
import java.util.List;

/**
 * Compares the hashes that all members computed when they compacted, which costs nobody a reading of the store. It
 * begins with the latest compaction and goes back until one could be compared with everybody, or differs; what
 * was found equal everywhere is not asked for again. Owned by the thread that runs it.
 */
public final class CompactionCheck implements Check {
    private final MemberParts member;
    private final HashInquiry inquiry;
    private final CorruptAlarm alarm;
    private final ServerLog log;
    private long latestEqual;

    public CompactionCheck(MemberParts member, HashInquiry inquiry, ServerLog log) {
        this.member = member;
        this.inquiry = inquiry;
        this.alarm = new CorruptAlarm(member);
        this.log = log;
    }

    @Override
    public void run() throws InterruptedException {
        int checked = 0;
        for (HashResult hash : unchecked()) {
            checked++;
            if (isDecided(hash)) {
                break;
            }
        }
        log.info("finished compaction hash check")
                .with("number-of-hashes-checked", checked)
                .write();
    }

    /** The latest first. */
    private List<HashResult> unchecked() {
        return member.store().hash().ofCompactions().stream()
                .filter(hash -> hash.revision() > latestEqual)
                .sorted(Comparator.comparingLong(HashResult::revision).reversed())
                .toList();
    }

    private boolean isDecided(HashResult hash) throws InterruptedException {
        List<PeerAnswer> answers = inquiry.ask(hash.revision());
        if (answers.isEmpty()) {
            return false;
        }
        CompactionVerdict verdict = CompactionVerdict.of(member.memberId(), hash, answers);
        switch (verdict.result()) {
            case EQUAL -> {
                latestEqual = hash.revision();
                tell("successfully checked hash on whole cluster", hash);
            }
            case INCOMPLETE -> tell("skipped revision in compaction hash check; was not able to check all peers", hash);
            case DIFFERENT -> accuse(verdict, hash);
        }
        return verdict.result() != Result.INCOMPLETE;
    }

    private void tell(String what, HashResult hash) {
        log.info(what)
                .with("revision", hash.revision())
                .with("compact-revision", hash.compactRevision())
                .write();
    }

    private void accuse(CompactionVerdict verdict, HashResult hash) {
        log.error("detected compaction hash mismatch")
                .with("leader-id", Long.toHexString(member.memberId()))
                .with("leader-revision", hash.revision())
                .with("leader-compact-revision", hash.compactRevision())
                .with("leader-hash", Integer.toUnsignedLong(hash.hash()))
                .with(
                        "peer-ids",
                        verdict.suspects().stream().map(Long::toHexString).toList())
                .write();
        verdict.suspects().forEach(alarm::raise);
    }
}
