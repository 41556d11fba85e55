package dev.pharos.kvstore.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseLeasesRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseStatus;
import dev.pharos.wire.proto.etcdserverpb.Member;
import dev.pharos.wire.proto.etcdserverpb.MemberListRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.StatusRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two of three members lose their disks for ever; {@code --force-new-cluster} saves what the third has. */
@Timeout(300)
class LostMajorityTest {
    private static final int KEYS = 50;
    private static final long LEASE = 77;
    private static final String FORCE = "--force-new-cluster";

    /** How many writes to the log a start gets through before it is killed: from before the changes to behind them. */
    private static final int MOST_SYNCS = 5;

    @TempDir
    private Path folder;

    private final List<ServerProcess> running = new ArrayList<>();

    @AfterEach
    void stop() {
        running.forEach(ServerProcess::close);
    }

    private List<Setting> three() {
        List<Setting> plain = List.of(
                Setting.in(folder.resolve("a")), Setting.in(folder.resolve("b")), Setting.in(folder.resolve("c")));
        String all = plain.stream()
                .map(each -> each.folder().getFileName() + "=" + each.peerUrl())
                .collect(Collectors.joining(","));
        return plain.stream()
                .map(each -> each.flags("--name", each.folder().getFileName().toString(), "--initial-cluster", all))
                .toList();
    }

    private void startAll(List<Setting> members) {
        members.forEach(member -> running.add(ServerProcess.launch(member)));
        for (ServerProcess server : running) {
            assertThat(server.becomesReady()).as(server::describe).isTrue();
        }
    }

    private static ByteString bytes(String text) {
        return ByteString.copyFromUtf8(text);
    }

    private static long fill(Setting member) {
        try (Connection connection = new Connection(member.ports().client())) {
            connection
                    .leases()
                    .leaseGrant(LeaseGrantRequest.newBuilder()
                            .setID(LEASE)
                            .setTTL(3600)
                            .build());
            long revision = 0;
            for (int i = 0; i < KEYS; i++) {
                PutRequest put = PutRequest.newBuilder()
                        .setKey(bytes("key" + i))
                        .setValue(bytes("value" + i))
                        .setLease(i % 2 == 0 ? LEASE : 0)
                        .build();
                revision = connection.kv().put(put).getHeader().getRevision();
            }
            return revision;
        }
    }

    /** What a member has that is not to change by its being alone. */
    private record Held(RangeResponse keys, List<LeaseStatus> leases, long clusterId, long memberId) {
        static Held by(Setting member) {
            try (Connection connection = new Connection(member.ports().client())) {
                RangeResponse keys = connection
                        .kv()
                        .range(RangeRequest.newBuilder()
                                .setKey(bytes("key"))
                                .setRangeEnd(bytes("kez"))
                                .build());
                var header = keys.getHeader();
                return new Held(
                        keys.toBuilder().clearHeader().build(),
                        connection
                                .leases()
                                .leaseLeases(LeaseLeasesRequest.getDefaultInstance())
                                .getLeasesList(),
                        header.getClusterId(),
                        header.getMemberId());
            }
        }
    }

    @Test
    void the_third_goes_on_alone_with_everything_and_serves_the_same_cluster() {
        List<Setting> members = three();
        startAll(members);
        long revision = fill(members.get(1));
        Held before = Held.by(members.get(0));
        running.forEach(ServerProcess::kill9);

        Setting survivor = members.get(0);
        ServerProcess alone = ServerProcess.start(survivor.flags(FORCE));
        running.add(alone);
        assertThat(Held.by(survivor)).isEqualTo(before);
        assertAlone(survivor, revision);

        alone.kill9();
        ServerProcess later = ServerProcess.start(survivor);
        running.add(later);
        assertThat(Held.by(survivor)).isEqualTo(before);
        assertThat(later.terminate()).as(later::describe).isEqualTo(143);
    }

    /** It alone decides, and the next revision follows the last one. */
    private static void assertAlone(Setting survivor, long revision) {
        try (Connection connection = new Connection(survivor.ports().client())) {
            List<Member> members = connection
                    .cluster()
                    .memberList(
                            MemberListRequest.newBuilder().setLinearizable(true).build())
                    .getMembersList();
            assertThat(members).hasSize(1);
            assertThat(members.get(0).getPeerURLsList()).containsExactly(survivor.peerUrl());
            assertThat(members.get(0).getName()).isEqualTo("a");
            assertThat(connection
                            .maintenance()
                            .status(StatusRequest.getDefaultInstance())
                            .getLeader())
                    .isEqualTo(members.get(0).getID());
            PutRequest put = PutRequest.newBuilder().setKey(bytes("other")).build();
            assertThat(connection.kv().put(put).getHeader().getRevision()).isGreaterThan(revision);
        }
    }

    @Test
    void killed_at_any_write_of_such_a_start_it_goes_on_from_there() {
        List<Setting> members = three();
        startAll(members);
        long revision = fill(members.get(2));
        Held before = Held.by(members.get(0));
        running.forEach(ServerProcess::kill9);

        Setting survivor = members.get(0);
        int killed = 0;
        for (String point : List.of("walBeforeSync", "walAfterSync")) {
            for (int syncs = 0; syncs < MOST_SYNCS; syncs++) {
                String term = syncs == 0 ? "panic" : syncs + "*off->panic";
                ServerProcess attempt =
                        ServerProcess.launch(survivor.flags(FORCE).failpoint(point, term));
                running.add(attempt);
                killed += attempt.becomesReady() ? 0 : 1;
                attempt.close();
            }
        }
        assertThat(killed).as("starts that were killed in the middle").isGreaterThan(2);
        running.add(ServerProcess.start(survivor.flags(FORCE)));
        assertThat(Held.by(survivor)).isEqualTo(before);
        assertAlone(survivor, revision);
    }
}
