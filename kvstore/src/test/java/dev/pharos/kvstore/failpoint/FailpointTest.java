package dev.pharos.kvstore.failpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FailpointTest {
    private static final Failpoint POINT = Failpoint.BEFORE_PUBLISHING;

    @AfterEach
    void all_points_are_off_again() {
        Arrays.stream(Failpoint.values()).forEach(Failpoint::disable);
    }

    @Test
    void every_point_is_found_by_its_name() {
        assertThat(Failpoint.values())
                .allSatisfy(point -> assertThat(Failpoint.find(point.label())).contains(point));
    }

    @Test
    void a_path_before_the_name_is_passed_over() {
        assertThat(Failpoint.find("go.etcd.io/etcd/etcdserver/raftBeforeSave")).contains(Failpoint.RAFT_BEFORE_SAVE);
        assertThat(Failpoint.find("raftbeforesave")).isEmpty();
        assertThat(Failpoint.find("")).isEmpty();
    }

    @Test
    void a_point_that_is_off_allocates_nothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        hitOften();
        threads.getThreadAllocatedBytes(self);
        long before = threads.getThreadAllocatedBytes(self);
        hitOften();
        long after = threads.getThreadAllocatedBytes(self);

        // Less than a byte per hit: the two readings themselves may cost a few.
        assertThat(after - before).isLessThan(10_000);
    }

    private static void hitOften() {
        for (int i = 0; i < 100_000; i++) {
            POINT.hit();
            if (POINT.evaluate().isPresent()) {
                throw new AssertionError("the point is on");
            }
        }
    }

    @Test
    void a_point_is_on_from_enable_to_disable() {
        assertThat(POINT.term()).isEmpty();
        POINT.enable("return(\"x\")");
        assertThat(POINT.term()).isEqualTo("return(\"x\")");
        assertThat(POINT.evaluate()).contains("x");
        POINT.hit();
        POINT.disable();
        assertThat(POINT.evaluate()).isEmpty();
        assertThat(POINT.term()).isEmpty();
    }

    @Test
    void a_term_that_cannot_be_read_leaves_the_point_as_it_was() {
        POINT.enable("return(\"x\")");
        assertThatThrownBy(() -> POINT.enable("sleep(")).isInstanceOf(MalformedTerm.class);
        assertThat(POINT.evaluate()).contains("x");
    }

    @Test
    void enabling_again_counts_anew() {
        POINT.enable("1*return(\"x\")");
        assertThat(POINT.evaluate()).contains("x");
        assertThat(POINT.evaluate()).isEmpty();
        POINT.enable("1*return(\"x\")");
        assertThat(POINT.evaluate()).contains("x");
    }

    @Test
    void an_interrupt_ends_a_sleep_and_stays_set() {
        POINT.enable("sleep(\"1h\")");
        Thread.currentThread().interrupt();
        POINT.hit();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_sleep_ends_by_itself() {
        POINT.enable("sleep(1)");
        POINT.hit();
    }

    @Test
    void a_panic_ends_the_process_at_once_with_code_2_and_one_line() throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        "panic(\"as wished\")")
                .start();
        try {
            String errors = new String(child.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(child.exitValue()).isEqualTo(2);
            assertThat(errors).isEqualTo("panic: failpoint panic: as wished\n");
            assertThat(output).isEqualTo("before\n");
        } finally {
            child.destroyForcibly();
        }
    }

    /** Ends in the middle of its main method, and its shutdown hook stays silent. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] args) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.print("hook\n")));
            POINT.enable(args[0]);
            System.out.print("before\n");
            System.out.flush();
            POINT.hit();
            System.out.print("after\n");
        }
    }
}
