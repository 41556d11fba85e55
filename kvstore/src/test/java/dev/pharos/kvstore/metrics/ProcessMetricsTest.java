package dev.pharos.kvstore.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessMetricsTest {
    @Test
    void memory_and_limits_are_read_from_their_lines(@TempDir Path proc) throws IOException {
        Files.writeString(proc.resolve("status"), "Name:\tjava\nVmSize:\t  2048 kB\nVmRSS:\t    3 kB\nThreads:\t9\n");
        Files.writeString(proc.resolve("limits"), """
                Limit                     Soft Limit           Hard Limit           Units
                Max open files            1024                 4096                 files
                Max address space         unlimited            unlimited            bytes
                """);
        ProcessMetrics process = new ProcessMetrics(proc);

        assertThat(process.status("VmRSS")).hasValue(3072);
        assertThat(process.status("VmSize")).hasValue(2048 * 1024);
        assertThat(process.limit("Max open files")).hasValue(1024);
        assertThat(process.limit("Max address space")).hasValue(Math.pow(2, 64));
    }

    @Test
    void open_files_are_counted_without_the_listing_itself(@TempDir Path proc) throws IOException {
        for (String file : new String[] {"0", "1", "2", "7"}) {
            Files.createFile(Files.createDirectories(proc.resolve("fd")).resolve(file));
        }

        assertThat(new ProcessMetrics(proc).openFiles()).hasValue(3);
    }

    @Test
    void what_the_system_does_not_tell_is_left_out(@TempDir Path proc) {
        ProcessMetrics process = new ProcessMetrics(proc);

        assertThat(process.status("VmRSS")).isEmpty();
        assertThat(process.limit("Max open files")).isEmpty();
        assertThat(process.openFiles()).isEmpty();
    }

    @Test
    void this_process_has_sensible_values() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "needs /proc");
        Exposition scrape = Scrape.of(new ServerMetrics(Detail.BASIC));
        double now = Instant.now().getEpochSecond();

        assertThat(number(scrape, "process_start_time_seconds")).isBetween(now - 7 * 86400, now + 1);
        assertThat(number(scrape, "process_cpu_seconds_total")).isPositive();
        assertThat(number(scrape, "process_resident_memory_bytes")).isBetween(1e7, 1e12);
        assertThat(number(scrape, "process_virtual_memory_bytes"))
                .isGreaterThan(number(scrape, "process_resident_memory_bytes"));
        assertThat(number(scrape, "process_open_fds")).isBetween(3.0, number(scrape, "process_max_fds"));
        assertThat(number(scrape, "os_fd_used")).isPositive();
        assertThat(scrape.value("os_fd_limit")).isEqualTo(scrape.value("process_max_fds"));
    }

    private static double number(Exposition scrape, String name) {
        return Double.parseDouble(scrape.value(name));
    }
}
