package dev.pharos.kvstore.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More than a small server can take: it slows down or refuses, and stays. */
@Timeout(300)
class OverloadTest {
    private static final int MIB = 1 << 20;
    private static final int PUTS = Integer.getInteger("pharos.chaos.overload.puts", 250);
    private static final int WATCHED_BYTES = MIB / 4;
    /** More in all than the heap and the direct memory together could keep for a watcher. */
    private static final int WATCHED_PUTS = 3_000;

    private static final long MOST_GROWTH = (long) WATCHED_PUTS * WATCHED_BYTES / 2;
    /** As etcd sends them. */
    private static final Set<String> FAIR_ANSWERS = Set.of("OK", "UNKNOWN etcdserver: too many requests");

    @TempDir
    private Path folder;

    @Test
    void large_writes_are_slowed_down_or_refused() throws InterruptedException {
        Setting setting = Setting.in(folder);
        try (ServerProcess server = ServerProcess.start(setting)) {
            Flood flood = new Flood(setting.ports().client(), MIB).run(PUTS, 8, 64);
            assertThat(flood.answers().keySet()).as(server::describe).isSubsetOf(FAIR_ANSWERS);
            assertThat(flood.answers().get("OK")).as(flood.answers().toString()).isGreaterThan(PUTS / 4);
            assertThat(server.isAlive()).as(server::describe).isTrue();
            Flood later = new Flood(setting.ports().client(), 1).run(10, 1, 1);
            assertThat(later.answers()).containsOnlyKeys("OK");
            assertThat(later.highestRevision()).isEqualTo(flood.highestRevision() + 10);
        }
    }

    @Test
    void a_client_that_does_not_read_its_watch_costs_nothing_and_misses_nothing() throws InterruptedException {
        Setting setting = Setting.in(folder).fixedMemory();
        try (ServerProcess server = ServerProcess.start(setting);
                Connection slow = new Connection(setting.ports().client());
                Connection quick = new Connection(setting.ports().client())) {
            long warm = new Flood(setting.ports().client(), WATCHED_BYTES)
                    .run(400, 2, 8)
                    .highestRevision();
            long before = server.residentBytes();
            StuckWatcher stuck = new StuckWatcher(slow, Tapes.everythingFrom(warm + 1));
            StuckWatcher reading = new StuckWatcher(quick, Tapes.everythingFrom(warm + 1));
            reading.read();
            Flood flood = new Flood(setting.ports().client(), WATCHED_BYTES).run(WATCHED_PUTS, 2, 8);
            long last = warm + flood.answers().get("OK");
            List<Long> expected = LongStream.rangeClosed(warm + 1, last).boxed().toList();
            assertThat(reading.await(last)).isEqualTo(expected);
            long grown = server.residentBytes() - before;
            assertThat(grown).as("RSS was " + before).isLessThan(MOST_GROWTH);
            stuck.read();
            assertThat(stuck.await(last)).isEqualTo(expected);
            stuck.close();
            reading.close();
        }
    }
}
