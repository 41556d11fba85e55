package dev.pharos.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Bare connections on one thread, which owns them and runs what they receive. A new connection costs some tens of
 * microseconds, where one of gRPC costs some hundreds: hundreds of them at once must not measure the generator.
 */
final class Wire implements AutoCloseable {
    private static final int INPUT_BYTES = 1 << 18;

    private final InetSocketAddress address;
    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ByteBuffer input = ByteBuffer.allocateDirect(INPUT_BYTES);
    private volatile boolean closed;

    Wire(Endpoint endpoint) {
        this.address = new InetSocketAddress(endpoint.host(), endpoint.port());
        try {
            this.selector = Selector.open();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread thread = new Thread(this::run, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    /** What is at the other side of a connection for its user. All on the thread of the wire. */
    interface Receiver {
        /** Takes what it can; the rest is offered again with more behind it. */
        void received(ByteBuffer bytes);

        void ended();
    }

    /** Runs it on the thread of the wire. */
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** On the thread of the wire only. */
    Link connect(Receiver receiver) {
        Link link = new Link(receiver);
        link.open();
        return link;
    }

    private void run() {
        try (Selector all = selector) {
            while (!closed) {
                all.select(key -> ((Link) key.attachment()).ready(key));
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
            }
            for (SelectionKey key : all.keys()) {
                key.channel().close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }

    /** One connection. On the thread of the wire only. */
    final class Link {
        private final Receiver receiver;
        private final Queue<ByteBuffer> output = new ArrayDeque<>();
        private final SocketChannel channel;
        private byte[] rest = {};

        private Link(Receiver receiver) {
            this.receiver = receiver;
            try {
                this.channel = SocketChannel.open();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private void open() {
            try {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                boolean connected = channel.connect(address);
                channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
            } catch (IOException refused) {
                end();
            }
        }

        void send(byte[] bytes) {
            output.add(ByteBuffer.wrap(bytes));
            if (channel.isConnected()) {
                try {
                    flush();
                } catch (IOException broken) {
                    end();
                }
            }
        }

        private void ready(SelectionKey key) {
            try {
                if (key.isConnectable() && channel.finishConnect()) {
                    flush();
                } else if (key.isWritable()) {
                    flush();
                }
                if (key.isReadable()) {
                    read();
                }
            } catch (IOException broken) {
                end();
            }
        }

        private void flush() throws IOException {
            while (!output.isEmpty()
                    && (channel.write(output.element()) > 0 || !output.element().hasRemaining())) {
                if (!output.element().hasRemaining()) {
                    output.remove();
                }
            }
            channel.keyFor(selector).interestOps(SelectionKey.OP_READ | (output.isEmpty() ? 0 : SelectionKey.OP_WRITE));
        }

        private void read() throws IOException {
            input.clear().put(rest);
            int count = channel.read(input);
            input.flip();
            receiver.received(input);
            rest = new byte[input.remaining()];
            input.get(rest);
            if (count < 0) {
                end();
            }
        }

        private void end() {
            close();
            receiver.ended();
        }

        void close() {
            try {
                channel.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
