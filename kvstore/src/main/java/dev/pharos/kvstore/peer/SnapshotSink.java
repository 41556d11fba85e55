package dev.pharos.kvstore.peer;

import dev.pharos.raft.model.Snapshot;
import java.io.IOException;

/** Port: where the state goes that another member sends. */
@FunctionalInterface
public interface SnapshotSink {
    /** Makes room for the body that belongs to this; several may be under way. May take its time. */
    IncomingSnapshot begin(Snapshot snapshot) throws IOException;
}
