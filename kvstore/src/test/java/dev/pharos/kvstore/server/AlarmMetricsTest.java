package dev.pharos.kvstore.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.alarm.Alarm;
import dev.pharos.kvstore.alarm.Alarm.Kind;
import dev.pharos.kvstore.apply.Headers;
import dev.pharos.kvstore.backend.BackendOptions;
import dev.pharos.kvstore.datadir.DataDir;
import dev.pharos.kvstore.lease.LeaseBook;
import dev.pharos.kvstore.lease.LeaseOptions;
import dev.pharos.kvstore.lease.LeaseOptions.Checkpoints;
import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.kvstore.metrics.Detail;
import dev.pharos.kvstore.metrics.IdentityMetrics;
import dev.pharos.kvstore.metrics.ServerMetrics;
import dev.pharos.kvstore.mvcc.StoreOptions;
import dev.pharos.kvstore.state.CurrentState;
import dev.pharos.kvstore.state.CurrentState.Place;
import dev.pharos.kvstore.state.CurrentState.Reports;
import dev.pharos.raft.machine.StateMachine.AppliedState;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.storage.disk.DiskLock;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlarmMetricsTest {
    private static final BackendOptions LITTLE_MEMORY = new BackendOptions(4 << 20, 4 << 20, 2);

    @TempDir
    private Path home;

    @Test
    void the_alarms_of_a_snapshot_show_and_those_that_stood_before_do_not_any_more() {
        ServerMetrics metrics = new ServerMetrics(Detail.BASIC);
        metrics.identity().alarmRaised(new IdentityMetrics.Alarm(1, "NOSPACE"));
        metrics.identity().alarmRaised(new IdentityMetrics.Alarm(2, "CORRUPT"));
        DataDir dir = DataDir.at(home, Optional.empty());
        Place place = new Place(dir, LITTLE_MEMORY, new StoreOptions(1000, Duration.ZERO, 0));
        LeaseBook leases = new LeaseBook(LeaseOptions.of(2, Checkpoints.ON), () -> 0, Runnable::run);
        try (DiskLock lock = dir.claim(Duration.ZERO, LITTLE_MEMORY);
                CurrentState installed = CurrentState.open(
                        place, leases, new Headers(1, 1), new Reports(ServerLog.silent(), failure -> {}))) {
            assertThat(lock).isNotNull();
            installed.parts().alarms().raise(new Alarm(1, Kind.NOSPACE));
            installed.parts().alarms().raise(new Alarm(3, Kind.CORRUPT));
            MetricsBinding.counted((snapshot, present) -> installed.state(), metrics)
                    .install(Snapshot.NONE, AppliedState.NOTHING);
        }

        assertThat(alarms(metrics))
                .containsExactlyInAnyOrder(
                        "{alarm_type=\"NOSPACE\",server_id=\"1\"} 1",
                        "{alarm_type=\"CORRUPT\",server_id=\"2\"} 0",
                        "{alarm_type=\"CORRUPT\",server_id=\"3\"} 1");
    }

    private static List<String> alarms(ServerMetrics metrics) {
        String name = "etcd_debugging_server_alarms";
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        metrics.write(page);
        return page.toString(UTF_8)
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .map(line -> line.substring(name.length()))
                .toList();
    }
}
