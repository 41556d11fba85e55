package dev.pharos.kvstore.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.cluster.ClusterState;
import dev.pharos.kvstore.cluster.Downgrade;
import dev.pharos.kvstore.server.MemberReleases.Releases;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VersionChoiceTest {
    private static VersionChoice choice(String version, String target, String lowest, String highest) {
        return new VersionChoice(state(version, target), Releases.of(lowest).and(Releases.of(highest)));
    }

    private static ClusterState state(String version, String target) {
        return new ClusterState(Map.of(), Set.of(), version, new Downgrade(target));
    }

    @Test
    void a_cluster_speaks_what_its_lowest_member_does() {
        assertThat(choice("", "", "3.5.0", "3.6.0").next()).contains("3.5.0");
        assertThat(choice("3.4.0", "", "3.5.0", "3.6.0").next()).contains("3.5.0");
        assertThat(choice("3.5.0", "", "3.5.0", "3.6.0").next()).isEmpty();
        assertThat(choice("3.6.0", "", "3.5.0", "3.6.0").next()).isEmpty();
    }

    @Test
    void while_one_does_not_answer_nothing_changes_but_the_first_version() {
        Releases some = new Releases("3.6.0", "3.6.0", false);
        assertThat(new VersionChoice(state("", ""), some).next()).contains("3.0.0");
        assertThat(new VersionChoice(state("3.5.0", ""), some).next()).isEmpty();
        assertThat(new VersionChoice(state("3.6.0", "3.5.0"), some).next()).isEmpty();
        assertThat(new VersionChoice(state("3.6.0", "3.5.0"), some).obstacle()).isEmpty();
        assertThat(new VersionChoice(state("3.6.0", "3.6.0"), some).isFinished())
                .isFalse();
    }

    @Test
    void on_its_way_to_an_earlier_release_it_speaks_that_and_no_other() {
        assertThat(choice("3.6.0", "3.5.0", "3.6.0", "3.6.0").next()).contains("3.5.0");
        assertThat(choice("3.5.0", "3.5.0", "3.6.0", "3.6.0").next()).isEmpty();
        assertThat(choice("3.5.0", "3.5.0", "3.6.0", "3.6.0").obstacle()).isEmpty();
        assertThat(choice("3.5.0", "", "3.6.0", "3.6.0").next()).contains("3.6.0");
    }

    @Test
    void it_goes_one_release_down_at_a_time_and_only_with_members_that_can() {
        VersionChoice tooFar = choice("3.6.0", "3.4.0", "3.6.0", "3.6.0");
        assertThat(tooFar.next()).isEmpty();
        assertThat(tooFar.obstacle()).contains("Cannot downgrade from cluster-version to downgrade-target");
        VersionChoice mixed = choice("3.6.0", "3.5.0", "3.4.0", "3.6.0");
        assertThat(mixed.next()).isEmpty();
        assertThat(mixed.obstacle()).contains("Cannot downgrade from minimal-server-version to downgrade-target");
    }

    @Test
    void it_is_finished_when_all_members_are_of_the_release() {
        assertThat(choice("3.5.0", "3.5.0", "3.5.0", "3.6.0").isFinished()).isFalse();
        assertThat(choice("3.5.0", "3.5.0", "3.5.0", "3.5.0").isFinished()).isTrue();
        assertThat(choice("3.5.0", "", "3.5.0", "3.5.0").isFinished()).isFalse();
    }
}
