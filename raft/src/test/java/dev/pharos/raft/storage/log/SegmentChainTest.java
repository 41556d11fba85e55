package dev.pharos.raft.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentChainTest {
    private static final SegmentName FIRST = new SegmentName(0, 0);
    private static final SegmentName SECOND = new SegmentName(1, 101);
    private static final SegmentName THIRD = new SegmentName(2, 201);

    private final SegmentChain chain = new SegmentChain(List.of(FIRST, SECOND, THIRD));

    @Test
    void nothing_is_released_without_a_marker_at_or_below_the_index() {
        chain.marked(0, 0);
        assertThat(chain.release(1_000, 1)).isEmpty();
        chain.marked(150, 2);
        assertThat(chain.release(149, 1)).isEmpty();
    }

    @Test
    void segments_before_the_marker_with_no_later_entry_are_released() {
        chain.marked(0, 0);
        chain.marked(150, 2);
        assertThat(chain.release(150, 1)).containsExactly(FIRST);
        assertThat(chain.release(199, 1)).isEmpty();
        assertThat(chain.release(200, 1)).containsExactly(SECOND);
        assertThat(chain.release(1_000, 1)).isEmpty();
        assertThat(chain.size()).isEqualTo(1);
    }

    @Test
    void segment_with_the_marker_stays_even_when_all_its_entries_may_go() {
        chain.marked(100, 0);
        assertThat(chain.release(100, 1)).isEmpty();
        chain.marked(200, 1);
        assertThat(chain.release(200, 1)).containsExactly(FIRST);
    }

    @Test
    void so_many_segments_stay_as_are_to_be_kept() {
        chain.marked(200, 2);
        assertThat(chain.release(200, 3)).isEmpty();
        assertThat(chain.release(200, 2)).containsExactly(FIRST);
        assertThat(chain.release(200, 0)).containsExactly(SECOND);
        assertThat(chain.oldest()).isEqualTo(THIRD);
    }

    @Test
    void marker_above_the_index_does_not_count() {
        chain.marked(90, 1);
        chain.marked(250, 2);
        assertThat(chain.release(220, 1)).containsExactly(FIRST);
    }

    @Test
    void names_are_hexadecimal_and_nothing_else_is_a_segment() {
        SegmentName name = new SegmentName(26, 0xABCDEF);
        assertThat(name.fileName()).isEqualTo("000000000000001a-0000000000abcdef.wal");
        assertThat(SegmentName.parse(name.fileName())).contains(name);
        for (String other : List.of(
                "0.tmp",
                "lock",
                "000000000000001a-0000000000abcdef.wal.broken",
                "000000000000001a_0000000000abcdef.wal",
                "00000000000000xx-0000000000abcdef.wal")) {
            assertThat(SegmentName.parse(other)).as(other).isEmpty();
        }
    }
}
