package dev.pharos.kvstore.chaos.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;

/** Where the others find a member. Its own thread takes the connections, each of which has a thread to be made by. */
final class Gate {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int BACKLOG = 200;

    private final Network network;
    private final String member;
    private final int target;
    private final ServerSocket door;

    /** @param target where the member listens */
    Gate(Network network, String member, int target) throws IOException {
        this.network = network;
        this.member = member;
        this.target = target;
        this.door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        Line.start("gate-" + member, this::take);
    }

    int port() {
        return door.getLocalPort();
    }

    private void take() {
        try {
            while (!door.isClosed()) {
                Socket caller = door.accept();
                Line.start("gate-" + member + "-connecting", () -> connect(caller));
            }
        } catch (IOException closed) {
            close();
        }
    }

    private void connect(Socket caller) {
        Optional<String> from = network.callers().find(caller.getPort(), port());
        if (from.isEmpty() || !network.mayConnect(new Route(from.get(), member))) {
            Line.reset(caller);
            return;
        }
        Socket called = new Socket();
        try {
            called.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
            Line.open(network, new Route(from.get(), member), caller, called);
        } catch (IOException nobodyThere) {
            Line.reset(caller);
            Line.reset(called);
        }
    }

    void close() {
        try {
            door.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
