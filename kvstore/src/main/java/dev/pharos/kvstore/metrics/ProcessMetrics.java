package dev.pharos.kvstore.metrics;

import dev.pharos.kvstore.metrics.instrument.Registry;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process as the operating system sees it, read from {@code /proc} at each scrape. Where there is none, the
 * metrics that need it are left out.
 */
final class ProcessMetrics {
    private static final Path SELF = Path.of("/proc/self");
    private static final double BYTES_PER_KIB = 1024;
    private static final double UNLIMITED = Math.pow(2, 64);

    private final Path proc;

    ProcessMetrics(Path proc) {
        this.proc = proc;
    }

    static void register(Registry registry) {
        new ProcessMetrics(SELF).into(registry);
    }

    private void into(Registry registry) {
        registry.counterFrom(
                "process_cpu_seconds_total", "Seconds of processor time used.", ProcessMetrics::cpuSeconds);
        registry.gaugeFrom(
                "process_start_time_seconds", "Unix time at which the process began.", ProcessMetrics::startSeconds);
        registry.gaugeFrom("process_resident_memory_bytes", "Bytes in memory.", () -> status("VmRSS"));
        registry.gaugeFrom("process_virtual_memory_bytes", "Bytes of address space taken.", () -> status("VmSize"));
        registry.gaugeFrom(
                "process_virtual_memory_max_bytes",
                "Bytes of address space that may be taken.",
                () -> limit("Max address space"));
        registry.gaugeFrom("process_open_fds", "File descriptors open.", this::openFiles);
        registry.gaugeFrom("process_max_fds", "File descriptors that may be open.", () -> limit("Max open files"));
        registry.gaugeFrom("os_fd_used", "File descriptors open.", this::openFiles);
        registry.gaugeFrom("os_fd_limit", "File descriptors that may be open.", () -> limit("Max open files"));
    }

    private static OptionalDouble cpuSeconds() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(ProcessMetrics::seconds)
                .map(OptionalDouble::of)
                .orElseGet(OptionalDouble::empty);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    private static OptionalDouble startSeconds() {
        return ProcessHandle.current()
                .info()
                .startInstant()
                .map(Instant::toEpochMilli)
                .map(millis -> OptionalDouble.of(millis / 1e3))
                .orElseGet(OptionalDouble::empty);
    }

    /** A line {@code VmRSS:    1234 kB}, in bytes. */
    OptionalDouble status(String key) {
        Pattern line = Pattern.compile("(?m)^" + Pattern.quote(key) + ":\\s+(\\d+) kB$");
        Matcher found = line.matcher(read("status"));
        return found.find()
                ? OptionalDouble.of(Double.parseDouble(found.group(1)) * BYTES_PER_KIB)
                : OptionalDouble.empty();
    }

    /** The soft limit in a line {@code Max open files   1024   4096   files}. */
    OptionalDouble limit(String key) {
        Pattern line = Pattern.compile("(?m)^" + Pattern.quote(key) + "\\s+(\\d+|unlimited)\\s");
        Matcher found = line.matcher(read("limits"));
        if (!found.find()) {
            return OptionalDouble.empty();
        }
        String soft = found.group(1);
        return OptionalDouble.of(soft.equals("unlimited") ? UNLIMITED : Double.parseDouble(soft));
    }

    OptionalDouble openFiles() {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(proc.resolve("fd"))) {
            // The listing itself is one of them.
            long count = -1;
            for (Path ignored : open) {
                count++;
            }
            return OptionalDouble.of((double) count);
        } catch (IOException e) {
            // No such place on this system; the sample is left out.
            return OptionalDouble.empty();
        }
    }

    private String read(String file) {
        try {
            return Files.readString(proc.resolve(file));
        } catch (IOException e) {
            // No such place on this system; the samples in it are left out.
            return "";
        }
    }
}
