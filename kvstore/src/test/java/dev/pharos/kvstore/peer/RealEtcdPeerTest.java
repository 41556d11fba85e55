package dev.pharos.kvstore.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.blackbox.RealEtcd;
import dev.pharos.kvstore.cluster.ClusterIds;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Envelope;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.Append;
import dev.pharos.raft.model.Message.AppendAccepted;
import dev.pharos.raft.model.Message.Heartbeat;
import dev.pharos.raft.model.Message.HeartbeatAnswer;
import dev.pharos.raft.model.Message.VoteAnswer;
import dev.pharos.raft.model.Message.VoteAnswer.Verdict;
import dev.pharos.raft.model.Message.VoteRequest;
import dev.pharos.raft.model.VoteKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of ours is the second member of a real etcd, which needs it for every majority. */
final class RealEtcdPeerTest {
    @TempDir
    Path folder;

    @Test
    void real_etcd_is_elected_and_replicates_to_us() throws Exception {
        EtcdMember.assumeInstalled();
        String clientUrl = "http://127.0.0.1:" + RealEtcd.freePort();
        String theirUrl = "http://127.0.0.1:" + RealEtcd.freePort();
        String ourUrl = "http://127.0.0.1:" + RealEtcd.freePort();
        long them = ClusterIds.ofFounder(List.of(theirUrl), "etcd-cluster");
        long us = ClusterIds.ofFounder(List.of(ourUrl), "etcd-cluster");
        long cluster = ClusterIds.ofCluster(List.of(them, us));
        try (TestMember member = TestMember.startAt(ourUrl, us, cluster);
                EtcdMember etcd = EtcdMember.start(folder, clientUrl, theirUrl, ourUrl)) {
            member.network.setMembers(Map.of(them, List.of(theirUrl)), Set.of());
            member.events.await("opened " + them + " APPEND");
            member.events.await("opened " + them + " MESSAGE");
            Follower follower = new Follower(member, us, them);
            Waiting.until("etcd is elected and commits", () -> {
                follower.answerWhatCame();
                return follower.heartbeats > 0 && follower.commit > follower.firstIndex && etcd.isHealthy();
            });
            assertThat(follower.votes).isPositive();
            assertThat(follower.entries).extracting(Entry::index).doesNotHaveDuplicates();
            member.events.await("probed " + them + " true");
            assertThat(member.network.activeSince(them)).isPresent();
            assertThat(member.events.count("receive failed")).isZero();
        }
    }

    /** As much of a follower as an honest leader needs. Owned by the test. */
    private static final class Follower {
        private final TestMember member;
        private final long us;
        private final long them;
        private final List<Entry> entries = new ArrayList<>();
        private long lastIndex = 2;
        private long commit;
        private long firstIndex = Long.MAX_VALUE;
        private int votes;
        private int heartbeats;

        Follower(TestMember member, long us, long them) {
            this.member = member;
            this.us = us;
            this.them = them;
        }

        void answerWhatCame() {
            while (!member.inbox.isEmpty()) {
                Message message = member.inbox.next();
                assertThat(message.from()).isEqualTo(them);
                assertThat(message.to()).isEqualTo(us);
                answer(message);
            }
        }

        private void answer(Message message) {
            Envelope back = new Envelope(us, them, message.term());
            if (message instanceof VoteRequest vote) {
                // Both members of a new cluster begin with one entry for each of them, of term 1.
                assertThat(votes > 0 || vote.last().equals(new EntryId(1, 2))).isTrue();
                votes++;
                VoteKind kind = vote.kind() == VoteKind.PRE_VOTE ? VoteKind.PRE_VOTE : VoteKind.ELECTION;
                member.network.send(new VoteAnswer(back, kind, Verdict.GRANTED));
            } else if (message instanceof Append append) {
                take(append);
                member.network.send(new AppendAccepted(back, lastIndex));
            } else if (message instanceof Heartbeat heartbeat) {
                heartbeats++;
                member.network.send(new HeartbeatAnswer(back, heartbeat.context()));
            }
        }

        private void take(Append append) {
            assertThat(append.previous().index()).isLessThanOrEqualTo(lastIndex);
            for (Entry entry : append.entries()) {
                if (entry.index() > lastIndex) {
                    assertThat(entry.index()).isEqualTo(lastIndex + 1);
                    lastIndex = entry.index();
                    firstIndex = Math.min(firstIndex, lastIndex);
                    entries.add(entry);
                }
            }
            commit = Math.max(commit, append.commit());
        }
    }
}
