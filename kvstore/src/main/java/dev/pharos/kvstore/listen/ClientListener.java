package dev.pharos.kvstore.listen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The addresses on which a server listens, from binding to the last connection closed. */
public final class ClientListener {
    private static final Duration AFTER_CUT = Duration.ofSeconds(2);

    private final ListenOptions options;
    private final List<Door> doors;

    private ClientListener(ListenOptions options, List<Door> doors) {
        this.options = options;
        this.doors = doors;
    }

    /**
     * Binds all addresses, or none.
     *
     * @throws ListenFailure if one of them cannot be bound
     */
    public static ClientListener start(ListenOptions options, Protocols protocols, EventLoops loops) {
        List<Door> open = new ArrayList<>();
        try {
            for (ListenAddress address : options.addresses()) {
                removeFormerSocket(address);
                open.add(
                        protocols.grpc().isPresent()
                                ? GrpcDoor.open(address, options, protocols, loops)
                                : HttpDoor.open(address, protocols.http().orElseThrow(), loops));
            }
        } catch (RuntimeException refused) {
            open.forEach(Door::refuseNew);
            open.forEach(Door::cut);
            throw refused;
        }
        return new ClientListener(options, List.copyOf(open));
    }

    /** In the order of the addresses; -1 for a unix socket. */
    public List<Integer> ports() {
        return doors.stream().map(Door::port).toList();
    }

    /** The port of the first address. */
    public int port() {
        return doors.get(0).port();
    }

    /**
     * Closes the addresses at once and lets the calls under way finish; what is not finished after this time is
     * cut off. A watch never finishes by itself.
     */
    public void stop(Duration drain) throws InterruptedException {
        stop(drain, () -> {});
    }

    /**
     * The same.
     *
     * @param refusing runs once nobody can come in any more, to end what would not end by itself
     */
    public void stop(Duration drain, Runnable refusing) throws InterruptedException {
        long deadline = System.nanoTime() + drain.toNanos();
        doors.forEach(Door::refuseNew);
        refusing.run();
        for (Door door : doors) {
            if (!door.awaitEmpty(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                door.cut();
            }
        }
        for (Door door : doors) {
            door.awaitEmpty(AFTER_CUT);
        }
        options.addresses().forEach(ClientListener::removeFormerSocket);
    }

    private static void removeFormerSocket(ListenAddress address) {
        if (address instanceof ListenAddress.Unix unix) {
            try {
                Files.deleteIfExists(unix.path());
            } catch (IOException denied) {
                throw new UncheckedIOException("cannot remove the former socket " + unix.path(), denied);
            }
        }
    }
}
