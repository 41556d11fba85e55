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
                                : HttpDoor.open(
                                        address, options, protocols.http().orElseThrow(), loops));
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
        refuseNew();
        awaitEmpty(drain);
        cut();
    }

    /** Closes the addresses at once, and tells the clients inside to come to an end. */
    public void refuseNew() {
        doors.forEach(Door::refuseNew);
    }

    /** Whether all connections have ended within this time. */
    public boolean awaitEmpty(Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        boolean empty = true;
        for (Door door : doors) {
            empty &= door.awaitEmpty(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
        return empty;
    }

    /** Cuts off what is still open, once new ones are refused. */
    public void cut() throws InterruptedException {
        if (!awaitEmpty(Duration.ZERO)) {
            doors.forEach(Door::cut);
            awaitEmpty(AFTER_CUT);
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
