package dev.pharos.benchmarks;

import dev.pharos.raft.core.RaftCore;
import dev.pharos.raft.core.Ready;
import dev.pharos.raft.log.Journal;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.RaftOptions;
import dev.pharos.raft.model.Snapshot;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;

/** A core whose disk and state machine answer at once: what remains is the protocol's own work. */
final class MemoryMember {
    private static final long SNAPSHOT_EVERY = 10_000;

    private final RaftCore core;
    private final Membership membership;
    private final Queue<Message> network;
    private long snapshotAt;

    MemoryMember(long id, Membership membership, Queue<Message> network) {
        Snapshot founding = new Snapshot(new EntryId(1, 1), membership, Payload.EMPTY);
        Journal journal = new Journal(founding, List.of(), new HardState(1, 0, 1), 1);
        this.core = new RaftCore(new RaftCore.Start(
                id, RaftOptions.defaults(), new HardState(1, 0, 1), journal, membership, new SplittableRandom(id)));
        this.membership = membership;
        this.network = network;
    }

    RaftCore core() {
        return core;
    }

    /** Carries out what the core wants until it wants nothing. */
    void settle() {
        Ready ready = core.ready();
        while (!ready.isEmpty()) {
            network.addAll(ready.sendNow());
            ready.write().ifPresent(write -> {
                network.addAll(write.sendAfter());
                core.persisted(write.number());
            });
            apply(ready.committed());
            ready = core.ready();
        }
    }

    private void apply(List<Entry> committed) {
        if (committed.isEmpty()) {
            return;
        }
        Entry last = committed.get(committed.size() - 1);
        core.applied(last.index());
        if (last.index() - snapshotAt >= SNAPSHOT_EVERY) {
            snapshotAt = last.index();
            core.snapshotTaken(new Snapshot(last.id(), membership, Payload.EMPTY), 0, 0);
        }
    }

    /** A group of three, the first of which leads, on one queue. */
    static MemoryMember[] group(ArrayDeque<Message> network) {
        Membership membership = Membership.ofVoters(1, 2, 3);
        MemoryMember[] members = new MemoryMember[3];
        for (int i = 0; i < members.length; i++) {
            members[i] = new MemoryMember(i + 1L, membership, network);
        }
        members[0].core().campaign();
        members[0].settle();
        deliver(members, network);
        return members;
    }

    static void deliver(MemoryMember[] members, ArrayDeque<Message> network) {
        for (Message message = network.poll(); message != null; message = network.poll()) {
            MemoryMember receiver = members[(int) message.to() - 1];
            receiver.core().step(message);
            receiver.settle();
        }
    }
}
