package dev.pharos.kvstore.peer;

import dev.pharos.raft.model.Snapshot;
import java.io.IOException;
import java.io.OutputStream;

/** A state on its way to another member. Used by one thread, which may wait. */
public interface OutgoingSnapshot extends AutoCloseable {
    /** What the body holds, exactly; it may be newer than what was asked for. */
    Snapshot snapshot();

    /** How long the body is. */
    long sizeBytes();

    /** Writes the body, once. */
    void writeTo(OutputStream out) throws IOException;

    /** Lets go of it, sent or not. */
    @Override
    void close();
}
