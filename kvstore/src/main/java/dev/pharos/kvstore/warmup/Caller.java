package dev.pharos.kvstore.warmup;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A client that costs next to nothing, since what it does is not to be warmed up. Owner: the warm-up's thread. */
final class Caller {
    private static final int INPUT_BYTES = 1 << 16;

    private final UnixDomainSocketAddress address;
    private final ByteBuffer input = ByteBuffer.allocate(INPUT_BYTES);

    Caller(UnixDomainSocketAddress address) {
        this.address = address;
    }

    /** Makes the calls on a new connection and waits for so many messages; fewer if the connection ends. */
    void call(byte[] calls, int answers) throws IOException {
        try (SocketChannel channel = connect(calls)) {
            int missing = answers;
            input.clear();
            while (missing > 0 && channel.read(input) >= 0) {
                input.flip();
                missing -= takeMessages();
                input.compact();
            }
        }
    }

    private int takeMessages() {
        int messages = 0;
        while (input.remaining() >= CallBytes.HEADER_BYTES) {
            int head = input.getInt(input.position());
            int length = CallBytes.HEADER_BYTES + (head >>> 8);
            if (input.remaining() < length) {
                break;
            }
            messages += (head & 0xff) == CallBytes.DATA ? 1 : 0;
            input.position(input.position() + length);
        }
        return messages;
    }

    /** Sends and waits for the end of the connection. */
    void exchange(byte[] request) throws IOException {
        try (SocketChannel channel = connect(request)) {
            while (channel.read(input.clear()) >= 0) {
                // Nobody reads the answer.
            }
        }
    }

    private SocketChannel connect(byte[] first) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(address);
            ByteBuffer output = ByteBuffer.wrap(first);
            while (output.hasRemaining()) {
                channel.write(output);
            }
            return channel;
        } catch (IOException refused) {
            channel.close();
            throw refused;
        }
    }
}
