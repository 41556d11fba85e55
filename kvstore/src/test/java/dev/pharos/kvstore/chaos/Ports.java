package dev.pharos.kvstore.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Where one member listens; kept from start to start, as its own clients expect. */
public record Ports(int client, int peer, int failpoints) {
    /** Below those that the system gives to whoever connects, so that a port stays free between two starts. */
    private static final int LOWEST = 15_000;

    private static final int HIGHEST = 32_000;

    static Ports choose() {
        Set<Integer> free = new HashSet<>();
        while (free.size() < 3) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port)) {
                free.add(port);
            }
        }
        Iterator<Integer> each = free.iterator();
        return new Ports(each.next(), each.next(), each.next());
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
