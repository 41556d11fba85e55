package dev.pharos.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What the threads of a process used, exactly, from the scheduler's own count: where a request's time goes. */
public final class ThreadUsage {
    private static final double WORTH_A_LINE_MICROS = 0.05;

    private final Map<String, Spent> threads;

    private ThreadUsage(Map<String, Spent> threads) {
        this.threads = threads;
    }

    /** Nanoseconds of processor, and how often a thread was given one. */
    private record Spent(String name, long nanos, long turns) {
        Spent plus(Spent other) {
            return new Spent(name, nanos + other.nanos, turns + other.turns);
        }

        Spent minus(Spent other) {
            return new Spent(name, nanos - other.nanos, turns - other.turns);
        }
    }

    public static ThreadUsage of(long pid) {
        Map<String, Spent> threads = new HashMap<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path task : tasks.toList()) {
                add(threads, task);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new ThreadUsage(threads);
    }

    private static void add(Map<String, Spent> threads, Path task) throws IOException {
        try {
            String name = Files.readString(task.resolve("comm")).trim();
            String counts = Files.readString(task.resolve("schedstat")).trim();
            int first = counts.indexOf(' ');
            int last = counts.lastIndexOf(' ');
            long nanos = Long.parseLong(counts.substring(0, first));
            threads.put(task.toString(), new Spent(name, nanos, Long.parseLong(counts.substring(last + 1))));
        } catch (NoSuchFileException ended) {
            // A thread that ends between the listing and now has nothing more to say.
            threads.remove(task.toString());
        }
    }

    /** A line per kind of thread, threads that differ by a number being of one kind; the greatest first. */
    public List<String> since(ThreadUsage before, long requests) {
        Map<String, Spent> kinds = new HashMap<>();
        threads.forEach((task, spent) -> {
            Spent earlier = before.threads.getOrDefault(task, new Spent(spent.name(), 0, 0));
            kinds.merge(spent.name().replaceFirst("[-#0-9]+$", ""), spent.minus(earlier), Spent::plus);
        });
        List<Map.Entry<String, Spent>> sorted = new ArrayList<>(kinds.entrySet());
        sorted.sort(Comparator.comparingLong(
                (Map.Entry<String, Spent> kind) -> -kind.getValue().nanos()));
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, Spent> kind : sorted) {
            double micros = kind.getValue().nanos() / 1e3 / requests;
            if (micros >= WORTH_A_LINE_MICROS) {
                double turns = (double) kind.getValue().turns() / requests;
                lines.add(String.format(
                        Locale.ROOT, "  %-16s %8.2f us, %6.3f turns per request", kind.getKey(), micros, turns));
            }
        }
        return lines;
    }
}
