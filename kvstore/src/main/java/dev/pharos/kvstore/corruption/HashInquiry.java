package dev.pharos.kvstore.corruption;

import dev.pharos.kvstore.apply.AppliedParts;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.kvstore.model.Causes;
import dev.pharos.kvstore.peer.ask.PeerClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Asks all other members for their hashes, at the same time. Any thread. */
public final class HashInquiry {
    private final Supplier<AppliedParts> state;
    private final PeerClient others;
    private final Duration patience;
    private final ServerLog log;

    /** @param patience with one address of a member; large stores take long */
    public HashInquiry(Supplier<AppliedParts> state, PeerClient others, Duration patience, ServerLog log) {
        this.state = state;
        this.others = others;
        this.patience = patience;
        this.log = log;
    }

    AppliedParts state() {
        return state.get();
    }

    long self() {
        return state.get().headers().memberId();
    }

    Duration patience() {
        return patience;
    }

    /** One answer for each other member, in the order of their ids. */
    List<PeerAnswer> ask(long revision) throws InterruptedException {
        List<CompletableFuture<PeerAnswer>> asked = new ArrayList<>();
        for (Member member : state.get().cluster().state().sorted()) {
            if (member.id() != self()) {
                asked.add(ask(member, revision));
            }
        }
        List<PeerAnswer> answers = new ArrayList<>();
        for (CompletableFuture<PeerAnswer> each : asked) {
            answers.add(answer(each));
        }
        return answers;
    }

    private CompletableFuture<PeerAnswer> ask(Member member, long revision) {
        long clusterId = state.get().headers().clusterId();
        return others.hashKv(member, new PeerClient.HashQuestion(clusterId, revision, patience))
                .handle((hash, failure) -> failure == null
                        ? PeerAnswer.of(member, hash)
                        : unanswered(PeerAnswer.none(member, Causes.of(failure)), revision));
    }

    private PeerAnswer unanswered(PeerAnswer answer, long revision) {
        log.warn("failed hash kv request")
                .with("local-member-id", Long.toHexString(self()))
                .with("requested-revision", revision)
                .with("remote-peer-id", answer.peer().hexId())
                .with("error", answer.failure())
                .write();
        return answer;
    }

    /** It cannot fail, for a failure was made an answer. */
    private static PeerAnswer answer(CompletableFuture<PeerAnswer> asked) throws InterruptedException {
        try {
            return asked.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
