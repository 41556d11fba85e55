package dev.pharos.kvstore.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterIdsTest {
    @Test
    void a_member_alone_on_the_default_addresses_has_the_ids_that_etcd_gives_it() {
        long member = ClusterIds.ofFounder(List.of("http://localhost:2380"), "etcd-cluster");

        assertThat(Long.toHexString(member)).isEqualTo("8e9e05c52164694d");
        assertThat(Long.toHexString(ClusterIds.ofCluster(List.of(member)))).isEqualTo("cdf818194e3a8c32");
    }

    @Test
    void the_order_of_addresses_and_founders_does_not_matter() {
        assertThat(ClusterIds.ofFounder(List.of("http://b:1", "http://a:1"), "t"))
                .isEqualTo(ClusterIds.ofFounder(List.of("http://a:1", "http://b:1"), "t"));
        assertThat(ClusterIds.ofCluster(List.of(-1L, 5L, 7L))).isEqualTo(ClusterIds.ofCluster(List.of(7L, -1L, 5L)));
    }

    @Test
    void an_addition_differs_by_its_second() {
        List<String> urls = List.of("http://a:1");

        assertThat(ClusterIds.ofAddition(urls, 1)).isNotEqualTo(ClusterIds.ofAddition(urls, 2));
        assertThat(ClusterIds.ofAddition(urls, 1)).isEqualTo(ClusterIds.ofFounder(urls, "1"));
    }
}
