package dev.pharos.raft.transport;

import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.InstallSnapshot;

/** One member's end of a {@link MemoryNetwork}. */
final class MemoryTransport implements Transport {
    private final long member;
    private final MemoryNetwork network;

    MemoryTransport(long member, MemoryNetwork network) {
        this.member = member;
        this.network = network;
    }

    @Override
    public void send(Message message) {
        network.send(member, message);
    }

    @Override
    public void sendSnapshot(InstallSnapshot message, SnapshotDelivery delivery) {
        network.sendSnapshot(member, message, delivery);
    }
}
