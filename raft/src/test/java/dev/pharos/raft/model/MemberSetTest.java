package dev.pharos.raft.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MemberSetTest {
    @Test
    void members_are_kept_once_in_unsigned_order() {
        MemberSet set = MemberSet.of(-1, 3, 1, 3, 2);
        assertThat(set.toArray()).containsExactly(1, 2, 3, -1);
        assertThat(set).hasToString("(1 2 3 18446744073709551615)");
        assertThat(set.get(3)).isEqualTo(-1);
    }

    @Test
    void order_of_adding_makes_no_difference() {
        assertThat(MemberSet.of(2, 1)).isEqualTo(MemberSet.of(1, 2)).hasSameHashCodeAs(MemberSet.of(1, 2));
        assertThat(MemberSet.of(1)).isNotEqualTo(MemberSet.of(1, 2));
    }

    @Test
    void array_given_out_is_a_copy() {
        MemberSet set = MemberSet.of(1, 2);
        set.toArray()[0] = 9;
        assertThat(set).isEqualTo(MemberSet.of(1, 2));
    }

    @Test
    void random_operations_agree_with_a_tree_set() {
        Random random = new Random(1);
        for (int run = 0; run < 200; run++) {
            MemberSet set = MemberSet.EMPTY;
            TreeSet<Long> naive = new TreeSet<>(Long::compareUnsigned);
            for (int step = 0; step < 30; step++) {
                long member = random.nextInt(12) - 4L;
                MemberSet other = MemberSet.of(random.nextInt(6), random.nextInt(6));
                switch (random.nextInt(3)) {
                    case 0 -> {
                        set = set.with(member);
                        naive.add(member);
                    }
                    case 1 -> {
                        set = set.without(member);
                        naive.remove(member);
                    }
                    default -> {
                        set = set.union(other);
                        for (long each : other.toArray()) {
                            naive.add(each);
                        }
                    }
                }
                assertThat(set.toArray())
                        .containsExactly(
                                naive.stream().mapToLong(Long::longValue).toArray());
                assertThat(set.contains(member)).isEqualTo(naive.contains(member));
                assertThat(set.size()).isEqualTo(naive.size());
                assertThat(set.isEmpty()).isEqualTo(naive.isEmpty());
            }
        }
    }
}
