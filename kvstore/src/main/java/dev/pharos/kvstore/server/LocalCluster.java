package dev.pharos.kvstore.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Real servers inside this process, on loopback and free ports, for tests of what talks to them. Their data lies in
 * a folder of the caller. A cluster of one can be started there again; the members of a larger one are stopped and
 * started one by one, for they know each other by addresses that the next cluster would not have.
 */
public final class LocalCluster implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final List<LocalServer> members;

    private LocalCluster(List<LocalServer> members) {
        this.members = new CopyOnWriteArrayList<>(members);
    }

    /**
     * Starts one member and returns when it serves.
     *
     * @param folder for its data; what is there from an earlier time is used
     * @param flags more command-line flags, as the program takes them
     */
    public static LocalCluster start(Path folder, String... flags) throws InterruptedException {
        LocalAddress address = LocalAddress.choose(List.of("default")).get(0);
        return started(List.of(new LocalServer(address, folder, flags(List.of(address), flags))));
    }

    /**
     * Starts so many members and returns when all of them serve.
     *
     * @param folder for the folders of their data; must be empty
     * @param flags more command-line flags, for each of them
     */
    public static LocalCluster start(Path folder, int members, String... flags) throws InterruptedException {
        List<LocalAddress> addresses = LocalAddress.choose(
                IntStream.range(0, members).mapToObj(number -> "m" + number).toList());
        return started(addresses.stream()
                .map(address -> new LocalServer(address, folder.resolve(address.name()), flags(addresses, flags)))
                .toList());
    }

    private static List<String> flags(List<LocalAddress> founders, String... more) {
        return Stream.concat(Stream.of(LocalAddress.initialCluster(founders)), Stream.of(more))
                .toList();
    }

    private static LocalCluster started(List<LocalServer> members) throws InterruptedException {
        try {
            startAll(members);
        } catch (RuntimeException | InterruptedException failure) {
            members.forEach(LocalServer::stop);
            throw failure;
        }
        return new LocalCluster(members);
    }

    /** At the same time, for none serves without a majority. When one cannot start, no other goes on trying. */
    private static void startAll(List<LocalServer> members) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(members.size());
        try {
            CompletionService<LocalServer> starts = new ExecutorCompletionService<>(threads);
            for (LocalServer member : members) {
                starts.submit(() -> {
                    member.start();
                    return member;
                });
            }
            for (int started = 0; started < members.size(); started++) {
                starts.take().get();
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException why
                    ? why
                    : new StartFailure("a member did not start: " + failed.getCause(), failed);
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /**
     * Somebody who does not run yet: he is started when the cluster has taken him in at his peer address.
     *
     * @param folder for his data
     * @param flags more command-line flags
     */
    public LocalServer newcomer(Path folder, String... flags) {
        LocalAddress own = LocalAddress.choose(List.of("m" + members.size())).get(0);
        List<LocalAddress> all = Stream.concat(members.stream().map(LocalServer::address), Stream.of(own))
                .toList();
        List<String> joining = Stream.concat(flags(all, flags).stream(), Stream.of("--initial-cluster-state=existing"))
                .toList();
        LocalServer newcomer = new LocalServer(own, folder, joining);
        members.add(newcomer);
        return newcomer;
    }

    /** By its number, from 0. */
    public LocalServer member(int number) {
        return members.get(number);
    }

    public List<LocalServer> members() {
        return List.copyOf(members);
    }

    /**
     * Who leads, as soon as all that run agree about it.
     *
     * @throws IllegalStateException if they do not within a minute
     */
    public LocalServer leader() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        Optional<LocalServer> leader = agreedLeader();
        while (leader.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the members that run agree about no leader");
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
            leader = agreedLeader();
        }
        return leader.get();
    }

    private Optional<LocalServer> agreedLeader() {
        List<LocalServer> running = running();
        List<Long> named = running.stream()
                .map(member -> member.server().leader())
                .distinct()
                .toList();
        return named.size() == 1
                ? running.stream()
                        .filter(member -> member.server().memberId() == named.get(0))
                        .findAny()
                : Optional.empty();
    }

    /** Those that run and do not lead. */
    public List<LocalServer> followers() {
        LocalServer leader = leader();
        return running().stream().filter(member -> member != leader).toList();
    }

    private List<LocalServer> running() {
        return members.stream().filter(LocalServer::isRunning).toList();
    }

    /** Where clients reach the first member, as {@code http://host:port}. */
    public String clientUrl() {
        return member(0).clientUrl();
    }

    /** The same without the scheme. */
    public String endpoint() {
        return member(0).endpoint();
    }

    /** Where other members reach the first one. */
    public String peerUrl() {
        return member(0).peerUrl();
    }

    /** The first member. */
    public KvServer server() {
        return member(0).server();
    }

    /**
     * Stops all members.
     *
     * @throws IllegalStateException if one had broken down by itself
     */
    @Override
    public void close() {
        List<Throwable> broken = new ArrayList<>();
        for (LocalServer member : running()) {
            member.stop();
            member.failure().ifPresent(broken::add);
        }
        if (!broken.isEmpty()) {
            throw new IllegalStateException("a server broke down", broken.get(0));
        }
    }
}
