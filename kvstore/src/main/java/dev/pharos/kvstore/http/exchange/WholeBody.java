package dev.pharos.kvstore.http.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Waits for a body as a whole, up to a limit. Owned by the event loop of the exchange. */
public abstract class WholeBody implements BodyReader {
    private final int maxBytes;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private boolean refused;

    protected WholeBody(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    protected abstract void whole(byte[] body);

    /**
     * The body is longer than the limit; nothing follows.
     *
     * @param atLeastBytes how long it is at the least
     */
    protected abstract void tooLong(long atLeastBytes);

    @Override
    public final void piece(ByteBuf bytes) {
        if (refused) {
            return;
        }
        long length = (long) collected.size() + bytes.readableBytes();
        if (length > maxBytes) {
            refused = true;
            collected.reset();
            tooLong(length);
            return;
        }
        try (ByteBufInputStream in = new ByteBufInputStream(bytes)) {
            in.transferTo(collected);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public final void end() {
        if (!refused) {
            whole(collected.toByteArray());
        }
    }
}
