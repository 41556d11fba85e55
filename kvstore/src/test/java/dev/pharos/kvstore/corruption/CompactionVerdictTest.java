package dev.pharos.kvstore.corruption;

import static dev.pharos.kvstore.corruption.Answers.COMPACTED;
import static dev.pharos.kvstore.corruption.Answers.HASH;
import static dev.pharos.kvstore.corruption.Answers.LEADER;
import static dev.pharos.kvstore.corruption.Answers.REVISION;
import static dev.pharos.kvstore.corruption.Answers.answer;
import static dev.pharos.kvstore.corruption.Answers.own;
import static dev.pharos.kvstore.corruption.Answers.silence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.corruption.CompactionVerdict.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompactionVerdictTest {
    @Test
    void all_have_the_same_only_if_all_could_be_compared() {
        assertThat(verdict(answer(2, HASH), answer(3, HASH)).result()).isEqualTo(Result.EQUAL);
        assertThat(verdict(answer(2, HASH), silence(3)).result()).isEqualTo(Result.INCOMPLETE);
        assertThat(verdict(answer(2, HASH), answer(3, HASH + 1, COMPACTED - 1, REVISION))
                        .result())
                .isEqualTo(Result.INCOMPLETE);
    }

    @Test
    void who_differs_from_the_majority_is_suspected_be_it_the_leader() {
        assertThat(verdict(answer(2, HASH), answer(3, HASH + 1)).suspects()).containsExactly(3L);
        assertThat(verdict(answer(2, HASH + 1), answer(3, HASH + 1)).suspects()).containsExactly(LEADER);
        assertThat(verdict(answer(2, HASH), answer(3, HASH), answer(4, HASH + 1), answer(5, HASH + 2))
                        .suspects())
                .containsExactly(4L, 5L);
    }

    @Test
    void without_a_majority_the_whole_cluster_is_suspected() {
        assertThat(verdict(answer(2, HASH + 1)).suspects()).containsExactly(0L);
        assertThat(verdict(answer(2, HASH + 1), silence(3)).suspects()).containsExactly(0L);
        assertThat(verdict(answer(2, HASH + 1), answer(3, HASH + 2)).result()).isEqualTo(Result.DIFFERENT);
    }

    private static CompactionVerdict verdict(PeerAnswer... answers) {
        return CompactionVerdict.of(LEADER, own(HASH), List.of(answers));
    }
}
