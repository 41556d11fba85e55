package dev.pharos.kvstore.corruption;

import static dev.pharos.kvstore.corruption.Answers.COMPACTED;
import static dev.pharos.kvstore.corruption.Answers.HASH;
import static dev.pharos.kvstore.corruption.Answers.LEADER;
import static dev.pharos.kvstore.corruption.Answers.REVISION;
import static dev.pharos.kvstore.corruption.Answers.answer;
import static dev.pharos.kvstore.corruption.Answers.own;
import static dev.pharos.kvstore.corruption.Answers.silence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.mvcc.HashResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PeriodicVerdictTest {
    @Test
    void nobody_is_suspected_who_has_the_same_or_does_not_answer() {
        assertThat(verdict(answer(2, HASH), silence(3))).isEmpty();
    }

    @Test
    void who_has_another_hash_is_suspected() {
        assertThat(verdict(answer(2, HASH), answer(3, HASH + 1)))
                .map(PeriodicVerdict::suspect)
                .contains(3L);
    }

    @Test
    void hashes_of_other_compact_revisions_prove_nothing() {
        assertThat(verdict(answer(2, HASH + 1, COMPACTED - 1, REVISION))).isEmpty();
    }

    @Test
    void nobody_can_be_ahead_of_the_leader() {
        assertThat(verdict(answer(2, HASH, COMPACTED, REVISION + 1)))
                .map(PeriodicVerdict::suspect)
                .contains(2L);
        assertThat(verdict(answer(2, HASH, COMPACTED + 1, REVISION)))
                .map(PeriodicVerdict::suspect)
                .contains(2L);
    }

    @Test
    void who_has_more_since_the_leader_has_too_is_not_ahead() {
        HashResult after = new HashResult(7, REVISION + 1, COMPACTED + 1);
        assertThat(PeriodicVerdict.of(
                        LEADER, own(HASH), List.of(answer(2, HASH + 1, COMPACTED + 1, REVISION + 1)), after))
                .isEmpty();
    }

    @Test
    void a_leader_that_contradicts_itself_suspects_itself() {
        assertThat(PeriodicVerdict.of(LEADER, own(HASH), List.of(answer(2, HASH + 1)), own(HASH + 1)))
                .map(PeriodicVerdict::suspect)
                .contains(LEADER);
    }

    private static Optional<PeriodicVerdict> verdict(PeerAnswer... answers) {
        return PeriodicVerdict.of(LEADER, own(HASH), List.of(answers), own(HASH));
    }
}
