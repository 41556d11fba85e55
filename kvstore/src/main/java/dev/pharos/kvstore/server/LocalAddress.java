package dev.pharos.kvstore.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** How one member of a local cluster is called and reached. */
record LocalAddress(String name, String clientUrl, String peerUrl) {
    /** Below those that the system gives to whoever connects, so that a port stays free between two starts. */
    private static final int LOWEST_PORT = 15_000;

    private static final int HIGHEST_PORT = 32_000;
    private static final int PORTS_PER_MEMBER = 2;

    /** Ports that nobody listens on. */
    static List<LocalAddress> choose(List<String> names) {
        Set<Integer> free = new HashSet<>();
        while (free.size() < names.size() * PORTS_PER_MEMBER) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            if (isFree(port)) {
                free.add(port);
            }
        }
        Iterator<Integer> ports = free.iterator();
        List<LocalAddress> addresses = new ArrayList<>();
        names.forEach(name -> addresses.add(new LocalAddress(name, url(ports.next()), url(ports.next()))));
        return addresses;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    /** The flag that names these as the first members. */
    static String initialCluster(List<LocalAddress> founders) {
        return founders.stream()
                .map(founder -> founder.name() + "=" + founder.peerUrl())
                .collect(Collectors.joining(",", "--initial-cluster=", ""));
    }
}
