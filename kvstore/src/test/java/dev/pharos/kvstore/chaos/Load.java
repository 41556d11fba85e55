package dev.pharos.kvstore.chaos;

import dev.pharos.kvstore.chaos.Client.Habit;
import dev.pharos.kvstore.chaos.Client.Task;
import dev.pharos.kvstore.chaos.CompactionClient.Choice;
import dev.pharos.testkit.history.History;
import dev.pharos.testkit.linearizability.models.MapInput;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Many clients at once, each on its own thread and connection. Owned by the test's thread. */
final class Load {
    private static final int HOT_KEYS = 12;
    private static final int MOST_FLOOD_BYTES = 2 << 20;
    private static final Habit EVERYTHING = new Habit(35, 25, 12, 1, 0);
    private static final Habit SEVERAL_AT_A_TIME = new Habit(40, 25, 15, 4, 0);

    private final Scene scene;
    private final SplittableRandom random;
    private final Progress progress = new Progress();
    private final List<Connection> connections = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private int nextClient;

    private Load(Scene scene, SplittableRandom random) {
        this.scene = scene;
        this.random = random;
    }

    /** Which server, and for which time it works. */
    record Scene(int port, int cycle, Books books) {}

    /**
     * Everything that clients do.
     *
     * @param floodBytes the size of the values of which one client puts as many as it can
     */
    static Load everything(Scene scene, Choice compactions, int floodBytes, SplittableRandom random) {
        Load load = new Load(scene, random);
        for (int i = 0; i < 3; i++) {
            load.client(EVERYTHING, load.hotKeys());
        }
        load.client(SEVERAL_AT_A_TIME, load.hotKeys());
        load.client(new Habit(100, 0, 0, floodBytes > 1000 ? 8 : 32, floodBytes), load.manyKeys(floodBytes));
        Connection shared = load.connect();
        load.start(new PairClient(scene.cycle(), shared, scene.books().ledger(), load.progress, random.split()));
        load.start(new LeaseClient(scene.cycle(), shared, scene.books(), load.progress, random.split()));
        load.start(
                new CompactionClient(shared, scene.books().compactions(), load.progress, compactions, random.split()));
        load.start(new MemberClient(shared, scene.books().addresses(), load.progress, random.split()));
        load.threads.forEach(Thread::start);
        return load;
    }

    /** Some more of the same on the same hot keys, by other clients, after a restart. */
    static Load aftermath(Scene scene, SplittableRandom random) {
        Load load = new Load(scene, random);
        load.nextClient = 100;
        load.client(new Habit(10, 15, 5, 4, 0), load.hotKeys());
        load.client(new Habit(0, 0, 0, 4, 0), load.hotKeys());
        load.threads.forEach(Thread::start);
        return load;
    }

    private Supplier<String> hotKeys() {
        SplittableRandom own = random.split();
        return () -> hotKeys(scene.cycle()) + own.nextInt(HOT_KEYS);
    }

    static String hotKeys(int cycle) {
        return "hot/" + cycle + "/";
    }

    /** So many that a range of everything is still one answer. */
    private Supplier<String> manyKeys(int valueBytes) {
        int most = MOST_FLOOD_BYTES / valueBytes;
        AtomicInteger next = new AtomicInteger();
        return () -> "many/" + scene.cycle() + "/" + next.getAndIncrement() % most;
    }

    private void client(Habit habit, Supplier<String> keys) {
        Client client = new Client(
                1000 * scene.cycle() + nextClient++,
                connect(),
                scene.books().ledger(),
                progress,
                new Task(habit, keys, random.split()));
        clients.add(client);
        start(client);
    }

    private Connection connect() {
        Connection connection = new Connection(scene.port());
        connections.add(connection);
        return connection;
    }

    private void start(Runnable client) {
        Thread thread = new Thread(client, "client-" + threads.size());
        thread.setDaemon(true);
        threads.add(thread);
    }

    Progress progress() {
        return progress;
    }

    /** Waits until everybody has stopped; what is not answered then never will be. */
    void stop() {
        progress.end();
        try {
            for (Thread thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(90));
                if (thread.isAlive()) {
                    throw new AssertionError(thread.getName() + " waits for ever");
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        } finally {
            connections.forEach(Connection::close);
        }
    }

    List<History<MapInput<String, String>, Seen>> histories() {
        return clients.stream().map(Client::history).toList();
    }
}
