package dev.pharos.kvstore.datadir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The database files that other members send with their snapshots, under etcd's names. A file has its name from
 * when it is complete; what never got one goes with the next start, as all that ends in {@code .tmp}. Any thread.
 */
public final class ReceivedDatabases {
    private static final Pattern COMPLETE = Pattern.compile("([0-9a-f]{16})\\.snap\\.db");

    private final DataDir dir;
    private final AtomicLong begun = new AtomicLong();

    public ReceivedDatabases(DataDir dir) {
        this.dir = dir;
    }

    /**
     * Begins to receive the database of the snapshot at an index. Several may be under way, also for one index;
     * the last to be complete counts.
     *
     * @throws UncheckedIOException if the disk refuses
     */
    public ReceivedDatabase begin(long index) {
        Path name = dir.receivedDatabase(index);
        Path unfinished = name.resolveSibling(name.getFileName() + "." + begun.incrementAndGet() + ".tmp");
        return ReceivedDatabase.begin(unfinished, name);
    }

    /** Removes the databases of snapshots through an index, which nobody needs once a newer state is in place. */
    public void removeThrough(long index) {
        for (Path file : complete()) {
            if (Long.compareUnsigned(indexOf(file).orElseThrow(), index) <= 0) {
                remove(file);
            }
        }
    }

    /** Removes them all: at a start, once the node has taken in what it had accepted. */
    public void removeAll() {
        complete().forEach(ReceivedDatabases::remove);
    }

    private List<Path> complete() {
        if (!Files.isDirectory(dir.snapshots())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(dir.snapshots())) {
            return files.filter(file -> indexOf(file).isPresent()).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static String nameOf(long index) {
        return String.format(Locale.ROOT, "%016x.snap.db", index);
    }

    private static Optional<Long> indexOf(Path file) {
        var name = COMPLETE.matcher(String.valueOf(file.getFileName()));
        return name.matches() ? Optional.of(Long.parseUnsignedLong(name.group(1), 16)) : Optional.empty();
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
