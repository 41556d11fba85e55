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
    private static final int BLOCK = 1000;
    private static final int MOST_FLOOD_BYTES = 2 << 20;
    private static final Habit EVERYTHING = new Habit(35, 25, 12, 1, 0);
    private static final Habit SEVERAL_AT_A_TIME = new Habit(40, 25, 15, 4, 0);

    private static final Habit ONLY_READS = new Habit(0, 0, 0, 1, 0);

    private final Scene scene;
    private final SplittableRandom random;
    private final Progress progress = new Progress();
    private final List<Door> doors = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private int nextClient;

    private Load(Scene scene, SplittableRandom random) {
        this.scene = scene;
        this.random = random;
    }

    /** How clients find a server, and for which time they work. */
    record Scene(Supplier<Door> doors, int cycle, Books books) {}

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
        load.others(compactions);
        load.start(new MemberClient(load.connect(), scene.books().addresses(), load.progress, random.split()));
        load.threads.forEach(Thread::start);
        return load;
    }

    /**
     * What clients of a cluster do, of which each member is a process on this machine; who belongs to it is left to
     * others.
     */
    static Load ofCluster(Scene scene, Choice compactions, SplittableRandom random) {
        Load load = new Load(scene, random);
        for (int i = 0; i < 3; i++) {
            load.client(EVERYTHING, load.hotKeys());
        }
        load.client(new Habit(25, 10, 5, 2, 0), load.hotKeys());
        // Who only reads is content with a leader that cannot write any more.
        load.client(ONLY_READS, load.hotKeys());
        load.client(ONLY_READS, load.hotKeys());
        load.client(new Habit(100, 0, 0, 3, BLOCK), load.manyKeys(BLOCK));
        load.others(compactions);
        load.threads.forEach(Thread::start);
        return load;
    }

    private void others(Choice compactions) {
        start(new PairClient(scene.cycle(), connect(), scene.books().ledger(), progress, random.split()));
        start(new LeaseClient(scene.cycle(), connect(), scene.books(), progress, random.split()));
        start(new CompactionClient(connect(), scene.books().compactions(), progress, compactions, random.split()));
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

    /** Another one that does as it likes, from now on. */
    void join(Runnable client) {
        start(client);
        threads.get(threads.size() - 1).start();
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

    private Door connect() {
        Door door = scene.doors().get();
        doors.add(door);
        return door;
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
            doors.forEach(Door::close);
        }
    }

    List<History<MapInput<String, String>, Seen>> histories() {
        return clients.stream().map(Client::history).toList();
    }
}
