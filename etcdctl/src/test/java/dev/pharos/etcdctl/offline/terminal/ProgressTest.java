package dev.pharos.etcdctl.offline.terminal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final String ERASED = "\r\u001b[K";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(written, true, US_ASCII);
    private long now;

    private Progress watched() {
        return Progress.on(terminal, () -> now);
    }

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void long_work_is_shown_now_and_then_and_taken_away() {
        Progress progress = watched();
        pass(500);
        progress.report("writing", 1, 4);
        pass(50);
        progress.report("writing", 2, 4);
        pass(50);
        progress.report("writing", 3, 4);
        progress.clear();
        progress.clear();
        assertThat(written.toString(US_ASCII)).isEqualTo(ERASED + "writing: 25%" + ERASED + "writing: 75%" + ERASED);
    }

    @Test
    void quick_work_is_not_shown() {
        Progress progress = watched();
        pass(499);
        progress.report("writing", 1, 4);
        progress.clear();
        assertThat(written.size()).isZero();
    }

    @Test
    void nothing_is_shown_where_nobody_looks() {
        Progress progress = Progress.unseen(terminal);
        progress.report("writing", 1, 4);
        progress.clear();
        assertThat(written.size()).isZero();
    }
}
