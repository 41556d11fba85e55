package dev.pharos.kvstore.server;

import dev.pharos.kvstore.datadir.ReceivedDatabase;
import dev.pharos.kvstore.datadir.ReceivedDatabases;
import dev.pharos.kvstore.peer.IncomingSnapshot;
import dev.pharos.kvstore.peer.OutgoingSnapshot;
import dev.pharos.kvstore.peer.SnapshotPorts;
import dev.pharos.kvstore.state.CurrentState;
import dev.pharos.raft.model.Snapshot;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Connects the network with where snapshots are made and where they are laid down. */
final class TravellingSnapshots {
    private TravellingSnapshots() {}

    static SnapshotPorts ports(CurrentState state, ReceivedDatabases received) {
        return new SnapshotPorts(
                () -> new Outgoing(dev.pharos.kvstore.state.OutgoingSnapshot.of(state.backend())),
                snapshot -> new Incoming(received.begin(snapshot.at().index())));
    }

    private record Outgoing(dev.pharos.kvstore.state.OutgoingSnapshot made) implements OutgoingSnapshot {
        @Override
        public Snapshot snapshot() {
            return made.snapshot();
        }

        @Override
        public long sizeBytes() {
            return made.sizeBytes();
        }

        @Override
        public void writeTo(OutputStream out) {
            made.writeTo(out);
        }

        @Override
        public void close() {
            made.close();
        }
    }

    private record Incoming(ReceivedDatabase file) implements IncomingSnapshot {
        @Override
        public void write(ByteBuffer piece) {
            file.write(piece);
        }

        @Override
        public void complete() {
            file.complete();
        }

        @Override
        public void abort() {
            file.abort();
        }
    }
}
