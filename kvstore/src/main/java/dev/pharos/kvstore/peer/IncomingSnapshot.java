package dev.pharos.kvstore.peer;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A state on its way from another member. Used by one thread at a time, which may wait. */
public interface IncomingSnapshot {
    /** The next piece of the body; the buffer is reused afterwards. */
    void write(ByteBuffer piece) throws IOException;

    /** The body is whole: when this returns it survives a crash. */
    void complete() throws IOException;

    /** Nothing is to be left of it. Called once, instead of {@link #complete} or when that has failed. */
    void abort();
}
