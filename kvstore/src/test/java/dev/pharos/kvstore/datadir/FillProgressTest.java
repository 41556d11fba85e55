package dev.pharos.kvstore.datadir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FillProgressTest {
    private final List<String> lines = new ArrayList<>();
    private final Logger logger = Logger.getLogger(FillProgress.class.getName());
    private long now;

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            lines.add(new SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
    }

    @Test
    void a_line_comes_every_few_seconds_and_says_how_much_is_done() {
        FillProgress progress = new FillProgress("taking in", 40_960, () -> now);
        for (int row = 1; row <= 4096; row++) {
            progress.read(10);
            now += Duration.ofSeconds(4).toNanos() / 2048;
        }
        assertThat(lines).containsExactly("taking in: 50%, 2048 rows", "taking in: 99%, 4096 rows");
    }
}
