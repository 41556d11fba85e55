package dev.pharos.raft.node;

import dev.pharos.raft.machine.RaftObserver;
import dev.pharos.raft.model.RaftEvent;
import dev.pharos.raft.model.RaftEvent.RoleTaken;
import dev.pharos.raft.model.RoleName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Sees what all members of a group tell, so that a test can wait for it. */
final class Watchtower {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Map<Long, RoleTaken> roles = new ConcurrentHashMap<>();
    private final Map<Long, List<Throwable>> failures = new ConcurrentHashMap<>();

    /** What one member tells. */
    RaftObserver of(long member) {
        roles.remove(member);
        failures.put(member, new CopyOnWriteArrayList<>());
        return new RaftObserver() {
            @Override
            public void onEvent(RaftEvent event) {
                if (event instanceof RoleTaken taken) {
                    roles.put(member, taken);
                }
                tell();
            }

            @Override
            public void onLogWrite(int entries, long nanos) {
                tell();
            }

            @Override
            public void onApplied(int entries) {
                tell();
            }

            @Override
            public void onFailure(Throwable cause) {
                failures(member).add(cause);
                tell();
            }
        };
    }

    void forget(long member) {
        roles.remove(member);
    }

    List<Throwable> failures(long member) {
        return failures.getOrDefault(member, List.of());
    }

    boolean leads(long member) {
        RoleTaken role = roles.get(member);
        return role != null && role.role() == RoleName.LEADER;
    }

    /** The leader of the newest term anybody speaks of, or 0. */
    long leader() {
        RoleTaken newest = new RoleTaken(RoleName.FOLLOWER, 0, 0);
        for (RoleTaken role : roles.values()) {
            if (role.term() > newest.term() || (role.term() == newest.term() && newest.leader() == 0)) {
                newest = role;
            }
        }
        return leads(newest.leader()) ? newest.leader() : 0;
    }

    /** Whether this member follows {@code leader}, or is it. */
    boolean follows(long member, long leader) {
        RoleTaken role = roles.get(member);
        return role != null && role.leader() == leader;
    }

    private void tell() {
        lock.lock();
        try {
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void await(String what, BooleanSupplier condition) throws InterruptedException, TimeoutException {
        if (!await(condition, PATIENCE)) {
            throw new TimeoutException(what + "; roles are " + roles + ", failures " + failures);
        }
    }

    /** Looks again whenever a member tells something; what the condition speaks of must be told. */
    boolean await(BooleanSupplier condition, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                long unused = news.awaitNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
