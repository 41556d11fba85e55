package dev.pharos.kvstore.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.kvstore.cluster.Member.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberJsonTest {
    @Test
    void a_member_that_has_not_started_is_written_as_etcd_writes_it() {
        assertThat(MemberJson.write(Member.voter(0x8e9e05c52164694dL, List.of("http://localhost:2380"))))
                .isEqualTo("{\"id\":10276657743932975437,\"peerURLs\":[\"http://localhost:2380\"]}");
    }

    @Test
    void a_started_learner_is_written_with_all_fields_in_their_order() {
        Member learner = new Member(3, "n1", List.of("http://a:1", "http://b:1"), List.of("http://a:2"), Kind.LEARNER);

        assertThat(MemberJson.write(learner))
                .isEqualTo("{\"id\":3,\"peerURLs\":[\"http://a:1\",\"http://b:1\"],\"isLearner\":true,"
                        + "\"name\":\"n1\",\"clientURLs\":[\"http://a:2\"]}");
    }

    @Test
    void what_is_written_is_read_again() {
        Member learner = new Member(-2, "na\"me", List.of("http://a:1"), List.of("http://a:2"), Kind.LEARNER);

        assertThat(MemberJson.read(MemberJson.write(learner))).isEqualTo(learner);
        assertThat(MemberJson.read(MemberJson.write(learner.promoted()))).isEqualTo(learner.promoted());
    }

    @Test
    void forms_of_etcd_with_nulls_and_further_fields_are_read() {
        assertThat(MemberJson.read("{\"id\":7,\"peerURLs\":null,\"isPromote\":false,\"clientURLs\":null}"))
                .isEqualTo(new Member(7, "", List.of(), List.of(), Kind.VOTER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"id\":\"x\"}",
                "{\"id\":null}",
                "{\"id\":{}}",
                "{\"id\":1,\"name\":null}",
                "{\"id\":1,\"peerURLs\":[null]}",
                "{\"id\":1",
                "not json {"
            })
    void what_is_no_member_is_refused_in_one_way(String text) {
        assertThatThrownBy(() -> MemberJson.read(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
