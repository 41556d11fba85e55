package dev.pharos.kvstore.server;

import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.InstallSnapshot;
import dev.pharos.raft.transport.Transport;

/** The way to other members where there are none. */
final class NoPeers implements Transport {
    @Override
    public void send(Message message) {}

    @Override
    public void sendSnapshot(InstallSnapshot message, SnapshotDelivery delivery) {
        delivery.failed();
    }
}
