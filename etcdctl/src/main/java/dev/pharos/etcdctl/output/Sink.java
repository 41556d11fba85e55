package dev.pharos.etcdctl.output;

import dev.pharos.etcdctl.text.ByteText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Where answers go, gathered into few writes. Not for several threads. */
public final class Sink {
    private static final int BUFFER_BYTES = 1 << 16;

    private final OutputStream target;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int used;

    public Sink(OutputStream target) {
        this.target = target;
    }

    public Sink line(String text) {
        return print(text).print("\n");
    }

    public Sink print(String text) {
        return raw(ByteText.bytes(text));
    }

    public Sink raw(byte[] bytes) {
        if (bytes.length > BUFFER_BYTES - used) {
            flush();
        }
        if (bytes.length > BUFFER_BYTES) {
            write(bytes, bytes.length);
        } else {
            System.arraycopy(bytes, 0, buffer, used, bytes.length);
            used += bytes.length;
        }
        return this;
    }

    /** For whoever waits for it. */
    public void flush() {
        write(buffer, used);
        used = 0;
    }

    private void write(byte[] bytes, int length) {
        try {
            target.write(bytes, 0, length);
            target.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
