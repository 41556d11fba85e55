package dev.pharos.kvstore.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.wire.error.EtcdError;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinearizableReadsTest {
    @TempDir
    private Path home;

    private OneMember member;
    private LinearizableReads reads;

    @BeforeEach
    void start() {
        member = new OneMember(home);
        reads = new LinearizableReads(member.node, OneMember.ID);
    }

    @AfterEach
    void stop() {
        member.close();
    }

    @Test
    void without_a_leader_a_read_times_out() throws Exception {
        assertThat(ProposerTest.error(reads.confirm())).isEqualTo(EtcdError.TIMEOUT);
    }

    @Test
    void a_sole_leader_asks_once_in_a_term_and_then_knows() throws Exception {
        member.lead();
        reads.confirm().get(20, TimeUnit.SECONDS);
        // The proof needs the status behind the first answer; what is asked meanwhile is answered the long way.
        while (!reads.confirm().isDone()) {
            Thread.onSpinWait();
        }

        assertThat(reads.confirm()).isDone();
    }

    @Test
    void another_member_id_than_that_of_the_sole_voter_never_takes_the_short_way() throws Exception {
        LinearizableReads other = new LinearizableReads(member.node, OneMember.ID + 1);
        member.lead();

        for (int i = 0; i < 20; i++) {
            other.confirm().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void after_the_end_of_the_member_reads_are_refused() throws Exception {
        member.node.close();

        assertThat(ProposerTest.error(reads.confirm())).isEqualTo(EtcdError.STOPPED);
    }
}
