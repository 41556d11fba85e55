package dev.pharos.kvstore.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.kvstore.metrics.HealthMetrics.Probe;
import dev.pharos.kvstore.metrics.IdentityMetrics.Alarm;
import dev.pharos.kvstore.metrics.WatchMetrics.Direction;
import dev.pharos.kvstore.metrics.WatchMetrics.StreamApi;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ServerMetricsTest {
    private static final String HANDLING = "grpc_server_handling_seconds";

    private final Map<String, Contract> contract = Contract.byName();
    private final ServerMetrics metrics = new ServerMetrics(Detail.EXTENSIVE);

    @Test
    void a_fresh_server_shows_what_etcd_shows_at_its_start() {
        Set<String> atStart = contract.values().stream()
                .filter(Contract::atStart)
                .map(Contract::name)
                .collect(Collectors.toSet());

        assertThat(Scrape.of(metrics).families().keySet()).containsExactlyInAnyOrderElementsOf(atStart);
    }

    @Test
    void a_server_that_has_seen_everything_shows_the_contract_and_nothing_else() {
        useEveryLabel();

        assertThat(Scrape.of(metrics).families().keySet()).containsExactlyElementsOf(contract.keySet());
    }

    @Test
    void types_labels_and_buckets_are_those_of_the_contract() {
        useEveryLabel();

        Scrape.of(metrics).families().forEach((name, family) -> {
            Contract line = contract.get(name);
            assertThat(family.type()).as(name).isEqualTo(line.type());
            assertThat(family.labelNames()).as(name).containsExactly(line.labels());
            assertThat(family.bounds())
                    .as(name)
                    .isEqualTo(line.type().equals("histogram") ? Set.of(line.bounds()) : Set.of());
        });
    }

    @Test
    void a_basic_server_does_not_measure_how_long_calls_take() {
        ServerMetrics basic = new ServerMetrics(Detail.BASIC);
        basic.grpc().track(List.of(KVGrpc.getServiceDescriptor()));

        assertThat(Scrape.of(basic).families())
                .containsKey("grpc_server_started_total")
                .doesNotContainKey(HANDLING);
    }

    private void useEveryLabel() {
        metrics.identity().version("3.6.1");
        metrics.identity().memberId(-2);
        metrics.identity().clusterVersion("3.5");
        metrics.identity().clusterVersion("3.6");
        metrics.identity().featureOn("LeaseCheckpoint", "ALPHA");
        metrics.identity().featureOff("StopGRPCServiceOnDefrag", "");
        metrics.identity().alarmRaised(new Alarm(10, "NOSPACE"));
        metrics.identity().alarmRaised(new Alarm(11, "CORRUPT"));
        metrics.identity().alarmCleared(new Alarm(10, "NOSPACE"));
        metrics.raft().learnerPromoteFailures.with("not in sync").increment();
        metrics.requests().applyDuration("Put", Outcome.SUCCESS).observe(0.5);
        metrics.requests().rangeDuration(Outcome.FAILURE).observe(0.5);
        metrics.requests().requestDuration("Range", Outcome.SUCCESS).observe(0.5);
        metrics.watches().streamFailed(Direction.RECEIVE, StreamApi.LEASE_KEEP_ALIVE);
        metrics.network().peer(11).sentBytes().add(5);
        metrics.network().receiveFailed("10.0.0.1:4000");
        metrics.network().snapshotsTo(11).inflight().increment();
        metrics.network().snapshotsFrom(11).duration().observe(3);
        metrics.network().memberAdded(10, 11);
        metrics.network().memberAdded(10, 12);
        metrics.network().memberRemoved(10, 12);
        metrics.network().connected(10, 11);
        metrics.network().disconnected(10, 11);
        metrics.health().checked(Probe.READYZ, "data_corruption", Outcome.SUCCESS);
        metrics.health().checked(Probe.READYZ, "data_corruption", Outcome.FAILURE);
        metrics.grpc().track(List.of(KVGrpc.getServiceDescriptor()));
    }

    @Test
    void values_are_labelled_as_etcd_labels_them() {
        useEveryLabel();
        Exposition scrape = Scrape.of(metrics);

        assertThat(scrape.value("etcd_server_version{server_version=\"3.6.1\"}"))
                .isEqualTo("1");
        assertThat(scrape.value("etcd_server_id{server_id=\"fffffffffffffffe\"}"))
                .isEqualTo("1");
        assertThat(scrape.value("etcd_cluster_version{cluster_version=\"3.5\"}"))
                .isEqualTo("0");
        assertThat(scrape.value("etcd_cluster_version{cluster_version=\"3.6\"}"))
                .isEqualTo("1");
        assertThat(scrape.value("etcd_server_feature_enabled{name=\"LeaseCheckpoint\",stage=\"ALPHA\"}"))
                .isEqualTo("1");
        assertThat(scrape.value("etcd_server_feature_enabled{name=\"StopGRPCServiceOnDefrag\",stage=\"\"}"))
                .isEqualTo("0");
        assertThat(scrape.value("etcd_debugging_server_alarms{alarm_type=\"NOSPACE\",server_id=\"a\"}"))
                .isEqualTo("0");
        assertThat(scrape.value("etcd_debugging_server_alarms{alarm_type=\"CORRUPT\",server_id=\"b\"}"))
                .isEqualTo("1");
        assertThat(scrape.value("etcd_server_learner_promote_failures{Reason=\"not in sync\"}"))
                .isEqualTo("1");
        assertThat(scrape.value("etcd_server_apply_duration_seconds_count{op=\"Put\",success=\"true\",version=\"v3\"}"))
                .isEqualTo("1");
        assertThat(scrape.value("etcd_server_range_duration_seconds_sum{success=\"false\"}"))
                .isEqualTo("0.5");
        assertThat(scrape.value("etcd_network_server_stream_failures_total{API=\"lease-keepalive\",Type=\"receive\"}"))
                .isEqualTo("1");
    }

    @Test
    void peers_and_checks_are_labelled_as_etcd_labels_them() {
        useEveryLabel();
        Exposition scrape = Scrape.of(metrics);

        assertThat(scrape.value("etcd_network_peer_sent_bytes_total{To=\"b\"}")).isEqualTo("5");
        assertThat(scrape.value("etcd_network_peer_sent_failures_total{To=\"b\"}"))
                .isEqualTo("0");
        assertThat(scrape.value("etcd_network_peer_received_failures_total{From=\"10.0.0.1:4000\"}"))
                .isEqualTo("1");
        assertThat(scrape.value("etcd_network_snapshot_send_inflights_total{To=\"b\"}"))
                .isEqualTo("1");
        assertThat(scrape.value("etcd_network_snapshot_receive_total_duration_seconds_sum{From=\"b\"}"))
                .isEqualTo("3");
        assertThat(scrape.family("etcd_network_known_peers").samples()).hasSize(1);
        assertThat(scrape.value("etcd_network_active_peers{Local=\"a\",Remote=\"b\"}"))
                .isEqualTo("0");
        assertThat(scrape.value("etcd_network_disconnected_peers_total{Local=\"a\",Remote=\"b\"}"))
                .isEqualTo("1");
        assertThat(scrape.value("etcd_server_healthcheck{name=\"data_corruption\",type=\"readyz\"}"))
                .isEqualTo("0");
        for (String status : List.of("success", "error")) {
            assertThat(scrape.value("etcd_server_healthchecks_total{name=\"data_corruption\",status=\"" + status
                            + "\",type=\"readyz\"}"))
                    .isEqualTo("1");
        }
    }

    @Test
    void names_that_do_not_follow_the_rules_for_names_are_written_as_etcd_writes_them() {
        metrics.raft().proposalsApplied.from(() -> 1234567);
        metrics.health().successes.increment();

        assertThat(Scrape.text(metrics)).contains("""
                        # TYPE etcd_server_proposals_applied_total gauge
                        etcd_server_proposals_applied_total 1.234567e+06
                        """, """
                        # TYPE etcd_server_health_success counter
                        etcd_server_health_success 1
                        """);
    }

    @Test
    void scrapes_count_themselves() {
        assertThat(Scrape.of(metrics).value("promhttp_metric_handler_requests_in_flight"))
                .isEqualTo("1");
        assertThatThrownBy(() -> metrics.write(new BrokenStream())).isInstanceOf(UncheckedIOException.class);

        Exposition scrape = Scrape.of(metrics);
        assertThat(scrape.value("promhttp_metric_handler_requests_total{code=\"200\"}"))
                .isEqualTo("1");
        assertThat(scrape.value("promhttp_metric_handler_requests_total{code=\"500\"}"))
                .isEqualTo("1");
        assertThat(scrape.value("promhttp_metric_handler_requests_total{code=\"503\"}"))
                .isEqualTo("0");
        assertThat(scrape.value("promhttp_metric_handler_requests_in_flight")).isEqualTo("1");
    }

    @Test
    void servers_in_one_process_count_apart() {
        ServerMetrics other = new ServerMetrics(Detail.BASIC);
        metrics.mvcc().puts.add(3);

        assertThat(Scrape.of(other).value("etcd_mvcc_put_total")).isEqualTo("0");
        assertThat(Scrape.of(metrics).value("etcd_mvcc_put_total")).isEqualTo("3");
    }

    private static final class BrokenStream extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("gone");
        }
    }
}
