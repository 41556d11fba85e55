package dev.pharos.kvstore.several;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.blackbox.MemoryFolder;
import dev.pharos.kvstore.chaos.Setting;
import dev.pharos.kvstore.several.Cluster.Kind;
import dev.pharos.kvstore.several.Member.Program;
import dev.pharos.wire.proto.etcdserverpb.MemberPromoteRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberUpdateRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Adds, promotes, moves, removes and kills members by chance: the members that each of them lists are what the
 * changes come to. {@code -Dpharos.several.steps=N}, {@code -Dpharos.several.seed=N}.
 */
@Timeout(3600)
class MembershipHistoryTest {
    private static final int STEPS = Integer.getInteger("pharos.several.steps", 5);
    private static final long SEED = Long.getLong("pharos.several.seed", 1);
    private static final int MOST = 5;

    /** What the changes so far come to. */
    private record Listed(String name, Set<String> peerUrls, boolean isLearner) {}

    private final Random random = new Random(SEED);
    private final Map<Long, Listed> expected = new HashMap<>();

    @Test
    void the_members_are_what_the_changes_come_to(@TempDir(factory = MemoryFolder.class) Path folder) {
        try (Cluster cluster = Cluster.ofThree(folder, MembershipHistoryTest::lenient)) {
            for (Member member : cluster.members()) {
                expected.put(member.id(), new Listed(member.name(), Set.of(member.peerUrl()), false));
            }
            for (int step = 0; step < STEPS; step++) {
                String what = step(cluster);
                agree(cluster, "seed " + SEED + ", step " + step + ": " + what);
            }
            cluster.members().forEach(member -> member.process().kill9());
            cluster.heal();
            agree(cluster, "seed " + SEED + ", after the restart of all");
        }
    }

    private static Setting lenient(Setting plain) {
        return plain.forgetful().flags("--strict-reconfig-check=false", "--snapshot-count=20");
    }

    /** What was done. */
    private String step(Cluster cluster) {
        List<Member> voters = voters(cluster);
        Member by = any(voters);
        List<Member> learners = cluster.members().stream()
                .filter(each -> !voters.contains(each))
                .toList();
        long unused = Flood.through(by, random.nextInt(40), 10);
        int size = cluster.members().size();
        return switch (random.nextInt(5)) {
            case 0 -> size < MOST ? add(cluster, by, Kind.VOTER) : remove(cluster, by, any(voters));
            case 1 -> {
                if (!learners.isEmpty()) {
                    yield promote(by, learners.get(0));
                }
                yield size < MOST ? add(cluster, by, Kind.LEARNER) : remove(cluster, by, any(voters));
            }
            case 2 -> remove(cluster, by, any(cluster.members()));
            case 3 -> update(by, any(cluster.members()));
            default -> restart(any(cluster.members()));
        };
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private List<Member> voters(Cluster cluster) {
        return cluster.members().stream()
                .filter(member -> !expected.get(member.id()).isLearner())
                .toList();
    }

    private String add(Cluster cluster, Member by, Kind kind) {
        Member added = cluster.make(Program.PHAROS, MembershipHistoryTest::lenient);
        long id = cluster.announce(by, added, kind).getMember().getID();
        cluster.start(added);
        expected.put(id, new Listed(added.name(), Set.of(added.peerUrl()), kind == Kind.LEARNER));
        return added + " is added through " + by + " as a " + kind;
    }

    private String promote(Member by, Member learner) {
        long id = learner.id();
        var unused = Await.answer(
                "the learner is promoted",
                () -> by.connection()
                        .cluster()
                        .memberPromote(
                                MemberPromoteRequest.newBuilder().setID(id).build()));
        expected.computeIfPresent(id, (same, before) -> new Listed(before.name(), before.peerUrls(), false));
        return learner + " is promoted through " + by;
    }

    private String update(Member by, Member moved) {
        long id = moved.id();
        Set<String> urls = random.nextBoolean()
                ? Set.of(moved.peerUrl())
                : Set.of(moved.peerUrl(), moved.peerUrl().replace("127.0.0.1", "localhost"));
        var unused = Await.answer(
                "the member is moved",
                () -> by.connection()
                        .cluster()
                        .memberUpdate(MemberUpdateRequest.newBuilder()
                                .setID(id)
                                .addAllPeerURLs(urls)
                                .build()));
        expected.computeIfPresent(id, (same, before) -> new Listed(before.name(), urls, before.isLearner()));
        return moved + " is said through " + by + " to be at " + urls;
    }

    private String remove(Cluster cluster, Member by, Member leaving) {
        if (voters(cluster).size() < 3) {
            return restart(leaving);
        }
        expected.remove(leaving.id());
        cluster.remove(by, leaving);
        return leaving + " is removed through " + by;
    }

    private static String restart(Member member) {
        member.process().kill9();
        member.restart();
        return member + " is killed and started again";
    }

    private void agree(Cluster cluster, String when) {
        for (Member member : cluster.members()) {
            Map<Long, Listed> told = new HashMap<>();
            Await.until(
                    when + ": " + member + " lists " + expected,
                    () -> {
                        told.clear();
                        told.putAll(PeerPage.members(member.peerUrl()).stream()
                                .collect(Collectors.toMap(
                                        PeerPage.Listed::id,
                                        each -> new Listed(each.name(), each.peerUrls(), each.isLearner()))));
                        return Map.copyOf(told);
                    },
                    expected::equals);
            assertThat(told).isEqualTo(expected);
        }
    }
}
