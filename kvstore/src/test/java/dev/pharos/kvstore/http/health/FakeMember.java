package dev.pharos.kvstore.http.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A member in whatever state a test wants, and what it was told of the checks. */
public final class FakeMember implements MemberView, HealthListener {
    public volatile boolean leader = true;
    public volatile boolean learner;
    public volatile Set<String> alarms = Set.of();
    public volatile CompletionStage<?> linearizable = CompletableFuture.completedFuture(null);
    public volatile CompletionStage<?> serializable = CompletableFuture.completedFuture(null);
    private final List<String> told = new ArrayList<>();

    public synchronized List<String> told() {
        return List.copyOf(told);
    }

    @Override
    public synchronized void healthAnswered(Outcome outcome) {
        told.add("health " + outcome);
    }

    @Override
    public synchronized void checked(String type, String name, Outcome outcome) {
        told.add(type + " " + name + " " + outcome);
    }

    @Override
    public boolean hasLeader() {
        return leader;
    }

    @Override
    public boolean isLearner() {
        return learner;
    }

    @Override
    public Set<String> alarms() {
        return alarms;
    }

    @Override
    public CompletionStage<?> linearizableRead() {
        return linearizable;
    }

    @Override
    public CompletionStage<?> serializableRead() {
        return serializable;
    }

    @Override
    public String serverVersion() {
        return "3.6.4";
    }

    @Override
    public String clusterVersion() {
        return "not_decided";
    }

    @Override
    public String storageVersion() {
        return "unknown";
    }
}
