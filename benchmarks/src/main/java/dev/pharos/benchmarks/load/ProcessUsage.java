package dev.pharos.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.StringTokenizer;

/**
 * What a process used so far: processor time to 10 ms, that of children that ended included, and memory now and
 * at most. Read from {@code /proc}.
 */
public record ProcessUsage(double cpuSeconds, double residentMegabytes, double peakMegabytes) {
    private static final double TICKS_PER_SECOND = 100;
    private static final int IDLE = 3;
    private static final int WAITING = 4;
    private static final int USER_TICKS = 10;

    public static ProcessUsage of(long pid) {
        try {
            Path folder = Path.of("/proc", Long.toString(pid));
            String stat = Files.readString(folder.resolve("stat"));
            // The second field is the name in brackets and may hold anything.
            double[] fields = numbers(stat.substring(stat.lastIndexOf(')') + 3));
            double ticks = 0;
            for (int field = USER_TICKS; field < USER_TICKS + 4; field++) {
                ticks += fields[field];
            }
            List<String> status = Files.readAllLines(folder.resolve("status"));
            return new ProcessUsage(ticks / TICKS_PER_SECOND, megabytes(status, "VmRSS:"), megabytes(status, "VmHWM:"));
        } catch (NoSuchFileException gone) {
            throw new LoadFailure("process " + pid + " is gone", gone);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Lets the peak begin anew at what is resident now. */
    public static void forgetPeak(long pid) {
        try {
            Files.writeString(Path.of("/proc", Long.toString(pid), "clear_refs"), "5");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Seconds in which any core was busy since the machine started, steal included, waiting for disks not. */
    public static double machineBusySeconds() {
        try {
            String all = Files.readAllLines(Path.of("/proc/stat")).get(0);
            double[] fields = numbers(all.substring("cpu".length()));
            double busy = 0;
            for (int field = 0; field < 8; field++) {
                busy += field == IDLE || field == WAITING ? 0 : fields[field];
            }
            return busy / TICKS_PER_SECOND;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static double[] numbers(String text) {
        return Collections.list(new StringTokenizer(text)).stream()
                .mapToDouble(number -> Double.parseDouble(number.toString()))
                .toArray();
    }

    private static double megabytes(List<String> status, String name) {
        for (String line : status) {
            if (line.startsWith(name)) {
                return Double.parseDouble(
                                line.substring(name.length()).replace("kB", "").trim())
                        / 1024;
            }
        }
        return 0;
    }
}
