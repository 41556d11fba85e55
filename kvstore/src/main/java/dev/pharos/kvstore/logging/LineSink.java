package dev.pharos.kvstore.logging;

import java.io.IOException;

/** Where lines end up. Owned by the writer thread; closed by it as well. */
interface LineSink extends AutoCloseable {
    /** Writes bytes that end with a line feed. May block for as long as nobody reads. */
    void write(byte[] bytes, int length) throws IOException;

    @Override
    void close() throws IOException;
}
