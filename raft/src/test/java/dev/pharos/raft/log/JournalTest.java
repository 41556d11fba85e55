package dev.pharos.raft.log;

import static dev.pharos.raft.log.Logs.entries;
import static dev.pharos.raft.log.Logs.entry;
import static dev.pharos.raft.log.Logs.journal;
import static dev.pharos.raft.log.Logs.snapshot;
import static dev.pharos.raft.log.Logs.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.raft.check.InvariantViolation;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JournalTest {
    @Test
    void empty_journal_ends_at_zero() {
        Journal journal = journal();
        assertThat(journal.last()).isEqualTo(EntryId.ZERO);
        assertThat(journal.base()).isEqualTo(EntryId.ZERO);
        assertThat(journal.holds(EntryId.ZERO)).isTrue();
        assertThat(journal.termAt(1)).isEqualTo(Journal.UNKNOWN_TERM);
        assertThat(journal.unwritten()).isEmpty();
    }

    @Test
    void start_knows_as_committed_whatever_anything_shows_to_be() {
        Snapshot two = snapshot(1, 2);
        List<Entry> rest = entries(3, 1, 1, 1, 1);
        assertThat(new Journal(two, rest, new HardState(1, 0, 0), 2).committed())
                .isEqualTo(2);
        assertThat(new Journal(two, rest, new HardState(1, 0, 5), 2).committed())
                .isEqualTo(5);
        assertThat(new Journal(two, rest, new HardState(1, 0, 3), 6).committed())
                .isEqualTo(6);
    }

    @Test
    void start_that_contradicts_itself_is_refused() {
        List<Entry> rest = entries(3, 1, 1);
        assertThatThrownBy(() -> new Journal(snapshot(1, 2), rest, HardState.INITIAL, 1))
                .isInstanceOf(InvariantViolation.class)
                .hasMessageContaining("not behind the log");
        assertThatThrownBy(() -> new Journal(snapshot(1, 2), rest, new HardState(1, 0, 5), 2))
                .isInstanceOf(InvariantViolation.class)
                .hasMessageContaining("still here");
        assertThatThrownBy(() -> new Journal(snapshot(1, 2), entries(4, 1), HardState.INITIAL, 2))
                .isInstanceOf(InvariantViolation.class)
                .hasMessageContaining("follow each other");
    }

    @Test
    void position_is_held_when_index_and_term_agree() {
        Journal journal = new Journal(snapshot(2, 5), entries(6, 2, 3), HardState.INITIAL, 5);
        assertThat(journal.holds(new EntryId(2, 5))).isTrue();
        assertThat(journal.holds(new EntryId(3, 7))).isTrue();
        assertThat(journal.holds(new EntryId(2, 7))).isFalse();
        assertThat(journal.holds(new EntryId(2, 4))).isFalse();
        assertThat(journal.holds(new EntryId(3, 8))).isFalse();
    }

    @Test
    void position_in_no_term_at_all_is_never_held() {
        assertThat(journal(1, 1).holds(new EntryId(Journal.UNKNOWN_TERM, 3))).isFalse();
    }

    @Test
    void entries_that_are_here_already_stay() {
        Journal journal = journal(1, 1, 2, 2);
        journal.replaceAfter(new EntryId(1, 1), entries(2, 1, 2));
        assertThat(terms(journal)).containsExactly(1L, 1L, 2L, 2L);
        assertThat(journal.unwritten()).isEmpty();
    }

    @Test
    void first_difference_replaces_everything_behind_it() {
        Journal journal = journal(1, 1, 2, 2, 2);
        journal.replaceAfter(new EntryId(1, 1), entries(2, 1, 3));
        assertThat(terms(journal)).containsExactly(1L, 1L, 3L);
        assertThat(journal.unwritten()).isEqualTo(entries(3, 3));
        assertThat(journal.ledger().persistedIndex()).isEqualTo(2);
    }

    @Test
    void committed_entry_is_never_replaced() {
        Journal journal = journal(1, 1, 1);
        journal.commitTo(2);
        assertThatThrownBy(() -> journal.replaceAfter(new EntryId(1, 1), entries(2, 2)))
                .isInstanceOf(InvariantViolation.class)
                .hasMessageContaining("never replaced");
    }

    @Test
    void entries_follow_a_position_held_here() {
        assertThatThrownBy(() -> journal(1).replaceAfter(new EntryId(1, 2), entries(3, 1)))
                .isInstanceOf(InvariantViolation.class);
    }

    @Test
    void meeting_point_skips_a_whole_term() {
        Journal journal = new Journal(snapshot(1, 2), entries(3, 2, 2, 4, 4, 4), HardState.INITIAL, 2);
        assertThat(journal.lastAtOrBelow(7, 4)).isEqualTo(new EntryId(4, 7));
        assertThat(journal.lastAtOrBelow(7, 3)).isEqualTo(new EntryId(2, 4));
        assertThat(journal.lastAtOrBelow(99, 9)).isEqualTo(new EntryId(4, 7));
        assertThat(journal.lastAtOrBelow(4, 1)).isEqualTo(new EntryId(1, 2));
        assertThat(journal.lastAtOrBelow(4, 0)).isEqualTo(new EntryId(1, 2));
        assertThat(journal.lastAtOrBelow(1, 9)).isEqualTo(new EntryId(0, 1));
    }

    @Test
    void commit_index_never_falls_and_never_passes_the_end() {
        Journal journal = journal(1, 1, 1);
        journal.commitTo(2);
        journal.commitTo(1);
        assertThat(journal.committed()).isEqualTo(2);
        assertThatThrownBy(() -> journal.commitTo(4)).isInstanceOf(InvariantViolation.class);
    }

    @Test
    void entries_are_given_to_the_disk_once() {
        Journal journal = journal(1);
        journal.append(entry(1, 2));
        assertThat(journal.unwritten()).isEqualTo(entries(2, 1));
        journal.ledger().handOut(HardState.INITIAL, journal.lastIndex());
        assertThat(journal.unwritten()).isEmpty();
        journal.append(entry(1, 3));
        assertThat(journal.unwritten()).isEqualTo(entries(3, 1));
    }

    @Test
    void membership_change_counts_as_unapplied_from_its_commit_to_its_application() {
        Journal journal = journal(1);
        journal.append(Logs.change(1, 2));
        journal.append(entry(1, 3));
        write(journal);
        assertThat(journal.hasUnappliedMembershipChange()).isFalse();
        journal.commitTo(3);
        assertThat(journal.hasUnappliedMembershipChange()).isTrue();
        assertThat(journal.takeCommitted(Long.MAX_VALUE)).hasSize(3);
        journal.appliedTo(1);
        assertThat(journal.hasUnappliedMembershipChange()).isTrue();
        journal.appliedTo(2);
        assertThat(journal.hasUnappliedMembershipChange()).isFalse();
    }

    @Test
    void random_replacements_agree_with_a_plain_list() {
        Random random = new Random(5);
        for (int run = 0; run < 300; run++) {
            Journal journal = journal();
            List<Entry> naive = new ArrayList<>();
            long term = 1;
            for (int step = 0; step < 60; step++) {
                term += random.nextInt(3) == 0 ? 1 : 0;
                int from = (int) journal.committed() + random.nextInt(naive.size() - (int) journal.committed() + 1);
                List<Entry> news = replacement(naive, from, term, random);
                journal.replaceAfter(
                        new EntryId(from == 0 ? 0 : naive.get(from - 1).term(), from), news);
                replaceNaively(naive, from, news);
                int sure = from + news.size();
                journal.commitTo(random.nextInt(4) == 0 ? sure : 0);
                assertThat(journal.from(1, Long.MAX_VALUE)).isEqualTo(naive);
                completeSomeWrites(journal, random);
                assertThat(journal.ledger().persistedIndex()).isLessThanOrEqualTo(journal.lastIndex());
            }
        }
    }

    /** What a leader of {@code term} could send: a stretch of the same entries, then its own. */
    private static List<Entry> replacement(List<Entry> present, int from, long term, Random random) {
        List<Entry> news = new ArrayList<>();
        int same = random.nextInt(present.size() - from + 1);
        news.addAll(present.subList(from, from + same));
        int own = random.nextInt(4);
        for (int i = 0; i < own; i++) {
            news.add(entry(term, from + news.size() + 1L));
        }
        return news;
    }

    private static void replaceNaively(List<Entry> naive, int from, List<Entry> news) {
        for (int i = 0; i < news.size(); i++) {
            int at = from + i;
            if (at < naive.size() && naive.get(at).id().equals(news.get(i).id())) {
                continue;
            }
            naive.subList(Math.min(at, naive.size()), naive.size()).clear();
            naive.add(news.get(i));
        }
    }

    private static void completeSomeWrites(Journal journal, Random random) {
        if (random.nextBoolean()) {
            write(journal);
        }
    }

    @Test
    void snapshot_of_the_journal_carries_no_data() {
        Journal journal = new Journal(snapshot(1, 2), List.of(), HardState.INITIAL, 2);
        assertThat(journal.snapshot().data()).isEqualTo(Payload.EMPTY);
        assertThat(journal.snapshot().at()).isEqualTo(new EntryId(1, 2));
        assertThat(journal.snapshot().membership()).isEqualTo(snapshot(1, 2).membership());
    }

    private static void write(Journal journal) {
        journal.ledger().completed(journal.ledger().handOut(HardState.INITIAL, journal.lastIndex()));
    }
}
