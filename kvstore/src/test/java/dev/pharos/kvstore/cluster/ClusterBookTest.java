package dev.pharos.kvstore.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterBookTest {
    private final List<String> rows = new ArrayList<>();
    private final ClusterBook book = new ClusterBook(ClusterState.EMPTY, new ClusterRows() {
        @Override
        public void stored(Member member) {
            rows.add("stored " + member.hexId() + " " + member.name());
        }

        @Override
        public void removed(long id) {
            rows.add("removed " + Long.toHexString(id));
        }

        @Override
        public void versionDecided(String version) {
            rows.add("version " + version);
        }

        @Override
        public void downgradeSet(Downgrade downgrade) {
            rows.add("downgrade " + downgrade.target());
        }
    });

    @Test
    void members_are_listed_by_their_unsigned_ids() {
        book.put(Member.voter(-1, List.of("http://c:1")));
        book.put(Member.voter(2, List.of("http://a:1")));

        assertThat(book.state().sorted()).extracting(Member::id).containsExactly(2L, -1L);
        assertThat(book.state().hasPeerUrl("http://c:1")).isTrue();
        assertThat(book.state().hasPeerUrl("http://d:1")).isFalse();
    }

    @Test
    void a_member_says_its_name_and_addresses_only_while_it_is_one() {
        book.put(Member.voter(2, List.of("http://a:1")));
        book.publish(2, "n", List.of("http://a:2"));
        book.remove(2);
        book.publish(2, "again", List.of());

        assertThat(book.state().members()).isEmpty();
        assertThat(book.state().removed()).containsExactly(2L);
        assertThat(rows).containsExactly("stored 2 ", "stored 2 n", "removed 2");
    }

    @Test
    void where_the_cluster_is_to_go_outlives_other_changes() {
        book.setDowngrade(Downgrade.to("3.5.0"));
        book.put(Member.voter(2, List.of("http://a:1")));
        book.remove(2);
        book.decideVersion("3.5.0");

        assertThat(book.state().downgrade()).isEqualTo(Downgrade.to("3.5.0"));
        assertThat(rows).contains("downgrade 3.5.0");
    }

    @Test
    void a_state_that_was_taken_does_not_change_any_more() {
        ClusterState before = book.state();
        book.decideVersion("3.6.0");

        assertThat(before.version()).isEmpty();
        assertThat(book.state().version()).isEqualTo("3.6.0");
    }
}
