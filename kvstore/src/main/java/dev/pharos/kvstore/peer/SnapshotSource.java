package dev.pharos.kvstore.peer;

import java.io.IOException;

/** Port: where the state comes from that another member is to have. */
@FunctionalInterface
public interface SnapshotSource {
    /** The state as it is now, or of a moment before. May take its time. */
    OutgoingSnapshot open() throws IOException;
}
