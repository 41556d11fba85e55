package dev.pharos.kvstore.metrics.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class RegistryTest {
    private final Registry registry = new Registry();

    @Test
    void metrics_are_written_in_the_order_of_their_names_with_help_and_type() {
        registry.gauge("b", "Back\\slash\nand line.").set(-7);
        registry.counter("a_total", "Help.").add(3);

        assertThat(registry.text()).isEqualTo("""
                        # HELP a_total Help.
                        # TYPE a_total counter
                        a_total 3
                        # HELP b Back\\\\slash\\nand line.
                        # TYPE b gauge
                        b -7
                        """);
    }

    @Test
    void a_histogram_counts_upwards_and_its_bounds_belong_to_their_buckets() {
        Histogram histogram = registry.histogram("h", "Help.", Buckets.exponential(0.001, 2, 2));
        histogram.observe(0);
        histogram.observe(0.001);
        histogram.observe(0.0011);
        histogram.observe(5);
        histogram.observe(-1);

        assertThat(registry.text()).isEqualTo("""
                        # HELP h Help.
                        # TYPE h histogram
                        h_bucket{le="0.001"} 3
                        h_bucket{le="0.002"} 4
                        h_bucket{le="+Inf"} 5
                        h_sum 4.0021
                        h_count 5
                        """);
        assertThat(histogram.count()).isEqualTo(5);
    }

    @Test
    void times_are_converted_to_the_unit_of_the_histogram() {
        Histogram seconds = registry.histogram("s", "Help.", Buckets.of(1));
        Histogram millis = registry.histogram("ms", "Help.", Buckets.of(1));
        seconds.observeNanosAsSeconds(1_500_000_000);
        millis.observeNanosAsMillis(1_500_000);

        assertThat(seconds.sum()).isEqualTo(1.5);
        assertThat(millis.sum()).isEqualTo(1.5);
    }

    @Test
    void bounds_must_rise() {
        assertThatThrownBy(() -> Buckets.of(1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void children_are_ordered_and_their_labels_sorted_and_escaped() {
        Labelled<Counter> counters = registry.counters("c", "Help.", "To", "From");
        counters.with("x", "b").increment();
        counters.with("\"\\\n", "a").add(2);

        assertThat(registry.text()).endsWith("c{From=\"a\",To=\"\\\"\\\\\\n\"} 2\nc{From=\"b\",To=\"x\"} 1\n");
    }

    @Test
    void labels_of_a_histogram_stand_before_the_bound() {
        registry.histograms("h", "Help.", Buckets.of(1), "To").with("x").observe(1);

        assertThat(registry.text()).endsWith("""
                        h_bucket{To="x",le="1"} 1
                        h_bucket{To="x",le="+Inf"} 1
                        h_sum{To="x"} 1
                        h_count{To="x"} 1
                        """);
    }

    @Test
    void a_metric_without_children_is_left_out() {
        Labelled<Gauge> gauges = registry.gauges("g", "Help.", "a");
        assertThat(registry.text()).isEmpty();
        gauges.with("x").increment();
        assertThat(registry.text()).endsWith("g{a=\"x\"} 1\n");
        gauges.remove("x");
        assertThat(registry.text()).isEmpty();
    }

    @Test
    void beyond_the_bound_children_share_one() {
        Labelled<Counter> counters = registry.counters("c", "Help.", "From", "To");
        for (int i = 0; i < Labelled.MOST_CHILDREN + 10; i++) {
            counters.with("n" + i, "x").increment();
        }

        assertThat(counters.children()).hasSize(Labelled.MOST_CHILDREN + 1);
        assertThat(counters.with("other", "other").value()).isEqualTo(10);
        assertThat(counters.with("n0", "x").value()).isEqualTo(1);
    }

    @Test
    void the_number_of_values_is_that_of_the_labels() {
        Labelled<Counter> counters = registry.counters("c", "Help.", "a", "b");

        assertThatThrownBy(() -> counters.with("x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_name_is_taken_once_and_must_be_one() {
        registry.counter("c", "Help.");

        assertThatThrownBy(() -> registry.gauge("c", "Help.")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> registry.gauge("1c", "Help.")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_gauge_follows_its_source_once_it_has_one() {
        Gauge gauge = registry.gauge("g", "Help.");
        gauge.add(5);
        gauge.decrement();
        assertThat(gauge.value()).isEqualTo(4);
        gauge.from(() -> 77);
        assertThat(registry.text()).endsWith("g 77\n");
    }

    @Test
    void a_source_that_fails_or_does_not_know_hides_its_own_metric_only() {
        registry.gauge("a", "Help.").from(() -> {
            throw new IllegalStateException("closed");
        });
        registry.gaugeFrom("b", "Help.", OptionalDouble::empty);
        registry.counterFrom("c", "Help.", () -> OptionalDouble.of(0.25));

        assertThat(registry.text()).isEqualTo("# HELP c Help.\n# TYPE c counter\nc 0.25\n");
    }

    @Test
    void nothing_is_lost_when_many_threads_count() throws InterruptedException {
        Labelled<Counter> counters = registry.counters("c", "Help.", "a");
        Histogram histogram = registry.histogram("h", "Help.", Buckets.of(1, 2));
        Gauge gauge = registry.gauge("g", "Help.");
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            double value = i % 4;
            Thread thread = new Thread(() -> {
                await(start);
                for (int n = 0; n < 10_000; n++) {
                    counters.with("x").increment();
                    histogram.observe(value);
                    gauge.add(value > 1 ? 1 : -1);
                }
            });
            thread.start();
            threads.add(thread);
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(counters.with("x").value()).isEqualTo(80_000);
        assertThat(gauge.value()).isZero();
        assertThat(histogram.sum()).isEqualTo(120_000);
        assertThat(registry.text()).contains("""
                        h_bucket{le="1"} 40000
                        h_bucket{le="2"} 60000
                        h_bucket{le="+Inf"} 80000
                        """);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void counting_allocates_nothing() {
        Counter counter = registry.counter("c", "Help.");
        Histogram histogram = registry.histogram("h", "Help.", Buckets.exponential(0.001, 2, 14));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        count(counter, histogram);
        threads.getThreadAllocatedBytes(self);
        long before = threads.getThreadAllocatedBytes(self);
        count(counter, histogram);
        long after = threads.getThreadAllocatedBytes(self);

        // Less than a byte per round: the two readings themselves may cost a few.
        assertThat(after - before).isLessThan(10_000);
    }

    private static void count(Counter counter, Histogram histogram) {
        for (int i = 0; i < 50_000; i++) {
            counter.increment();
            histogram.observeNanosAsSeconds(i * 1000L);
        }
    }
}
