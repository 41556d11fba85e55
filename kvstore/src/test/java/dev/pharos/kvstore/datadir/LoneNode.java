package dev.pharos.kvstore.datadir;

import dev.pharos.kvstore.datadir.Content.RestoredFromBackup;
import dev.pharos.raft.machine.ProposalResults;
import dev.pharos.raft.machine.SnapshotImage;
import dev.pharos.raft.machine.StateMachine;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.node.RaftNode;
import dev.pharos.raft.storage.MemberStorage;
import dev.pharos.raft.storage.disk.FolderDisk;
import dev.pharos.raft.storage.log.LogOptions;
import dev.pharos.raft.transport.Transport;
import java.time.Duration;

/** A raft member without others, on the log of a folder; a command is answered with its place in the log. */
final class LoneNode implements StateMachine<EntryId>, Transport {
    private static final long REQUEST = 1;

    private final AppliedState applied;

    private LoneNode(AppliedState applied) {
        this.applied = applied;
    }

    /** Starts from the imported state, is elected, and has a command applied; answers where that came. */
    static EntryId commitOn(DataDir dir, RestoredFromBackup restored) {
        LoneNode lone = new LoneNode(new AppliedState(restored.at(), restored.membership()));
        MemberStorage storage = MemberStorage.on(
                FolderDisk.at(dir.log()), FolderDisk.at(dir.snapshots()), LogOptions.defaults(), Runnable::run);
        long self = restored.identity().memberId();
        try (RaftNode<EntryId> node = RaftNode.builder(self, lone, storage, lone)
                .tickInterval(Duration.ofMillis(5))
                .start()) {
            node.campaign();
            node.readIndex().join();
            return node.propose(REQUEST, Payload.utf8("command")).join();
        }
    }

    @Override
    public AppliedState recovered() {
        return applied;
    }

    @Override
    public void apply(Entry entry, ProposalResults<EntryId> results) {
        if (!entry.data().isEmpty()) {
            results.complete(REQUEST, entry.id());
        }
    }

    @Override
    public void applyMembership(Entry entry, Membership membership, ProposalResults<EntryId> results) {
        throw new IllegalStateException("the members are applied already: " + entry);
    }

    @Override
    public SnapshotImage capture(EntryId at, Membership membership) {
        return () -> Payload.EMPTY;
    }

    @Override
    public void restore(Snapshot snapshot) {
        throw new IllegalStateException("the state is there already: " + snapshot.at());
    }

    @Override
    public void send(Message message) {}

    @Override
    public void sendSnapshot(InstallSnapshot message, SnapshotDelivery delivery) {
        delivery.failed();
    }
}
