package dev.pharos.kvstore.server;

import dev.pharos.kvstore.cluster.Versions;
import dev.pharos.kvstore.http.health.MemberView;
import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.model.RangeQuery.Content;
import dev.pharos.kvstore.service.MemberParts;
import dev.pharos.wire.value.KeyRange;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** What the health pages show of this member. */
record HttpMemberView(MemberParts member) implements MemberView {
    private static final RangeQuery ANYTHING =
            RangeQuery.of(KeyRange.all()).content(Content.COUNT_ONLY).limit(1);

    @Override
    public boolean hasLeader() {
        return member.status().leader() != 0;
    }

    @Override
    public boolean isLearner() {
        return member.status().membership().isLearner(member.memberId());
    }

    @Override
    public Set<String> alarms() {
        return member.applied().alarms().standing().stream()
                .map(alarm -> alarm.kind().name())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public CompletionStage<?> linearizableRead() {
        return member.reads().confirm().thenApply(fresh -> read());
    }

    @Override
    public CompletionStage<?> serializableRead() {
        try {
            return CompletableFuture.completedFuture(read());
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private long read() {
        return member.store().view().range(ANYTHING).count();
    }

    @Override
    public String serverVersion() {
        return Versions.SERVER;
    }

    @Override
    public String clusterVersion() {
        String version = member.applied().cluster().state().version();
        return version.isEmpty() ? "not_decided" : version;
    }

    @Override
    public String storageVersion() {
        return Versions.ofStorage(member.applied().cluster().state().version());
    }
}
