package dev.pharos.kvstore.chaos.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** One connection through a gate. Two threads, one for each direction; anybody may end it. */
final class Line {
    private static final int BUFFER = 256 << 10;

    private final Network network;
    private final Route route;
    private final Socket caller;
    private final Socket called;
    private final AtomicInteger openDirections = new AtomicInteger(2);

    private Line(Network network, Route route, Socket caller, Socket called) {
        this.network = network;
        this.route = route;
        this.caller = caller;
        this.called = called;
    }

    /** @param route from who made the connection */
    static void open(Network network, Route route, Socket caller, Socket called) throws IOException {
        caller.setTcpNoDelay(true);
        called.setTcpNoDelay(true);
        Line line = new Line(network, route, caller, called);
        if (!network.add(line)) {
            line.reset();
            return;
        }
        start("line-" + route, () -> line.carry(route, caller, called));
        start("line-" + route.back(), () -> line.carry(route.back(), called, caller));
    }

    static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    Route route() {
        return route;
    }

    private void carry(Route direction, Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!network.pass(direction, this)) {
                    return;
                }
                out.write(buffer, 0, read);
            }
            if (network.pass(direction, this)) {
                to.shutdownOutput();
            }
            if (openDirections.decrementAndGet() == 0) {
                end();
            }
        } catch (IOException broken) {
            reset();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Neither end hears more than that it is over. */
    void reset() {
        network.remove(this);
        reset(caller);
        reset(called);
    }

    /** Both have said all they wanted. */
    private void end() {
        network.remove(this);
        close(caller);
        close(called);
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException closedAlready) {
            return;
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
