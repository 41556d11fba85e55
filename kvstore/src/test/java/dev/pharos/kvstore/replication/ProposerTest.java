package dev.pharos.kvstore.replication;

import static dev.pharos.kvstore.request.Requests.put;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.pharos.kvstore.apply.Outcome;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.InternalRaftRequest;
import dev.pharos.wire.proto.etcdserverpb.PutResponse;
import dev.pharos.wire.proto.etcdserverpb.RequestHeader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProposerTest {
    private static final Proposer.Limits WIDE = new Proposer.Limits(1 << 20, 1 << 20, 20_000);

    @TempDir
    private Path home;

    private OneMember member;

    @BeforeEach
    void start() {
        member = new OneMember(home);
    }

    @AfterEach
    void stop() {
        member.close();
    }

    @Test
    void a_command_is_answered_when_readers_can_see_it() throws Exception {
        member.lead();
        Proposer proposer = member.proposer(WIDE);

        for (long revision = 2; revision < 20; revision++) {
            Outcome outcome = ended(proposer.propose(command("a", 10)));
            assertThat(outcome.answer(PutResponse.class).getHeader().getRevision())
                    .isEqualTo(revision);
            assertThat(member.store().revision()).isEqualTo(revision);
        }
        assertThat(proposer.pending()).isZero();
        assertThat(member.failures()).isZero();
    }

    @Test
    void a_command_may_have_just_the_largest_size() throws Exception {
        member.lead();
        int size = command("a", 1000)
                .setHeader(RequestHeader.newBuilder().setID(new RequestIds(OneMember.ID, 1_000_000).next()))
                .build()
                .getSerializedSize();
        Proposer proposer = member.proposer(new Proposer.Limits(size, 1 << 20, 20_000));

        assertThat(ended(proposer.propose(command("a", 1000))).answer(PutResponse.class))
                .isNotNull();
        assertThat(error(proposer.propose(command("a", 1001)))).isEqualTo(EtcdError.REQUEST_TOO_LARGE);
    }

    @Test
    void a_command_that_finds_no_leader_is_offered_until_there_is_one() throws Exception {
        Proposer proposer = member.proposer(WIDE);
        CompletableFuture<Outcome> early = proposer.propose(command("a", 10));
        assertThat(proposer.pending()).isEqualTo(1);
        member.lead();

        assertThat(ended(early).answer(PutResponse.class).getHeader().getRevision())
                .isEqualTo(2);
    }

    @Test
    void a_command_that_never_finds_a_leader_is_given_up() throws Exception {
        Proposer proposer = member.proposer(new Proposer.Limits(1 << 20, 1 << 20, 100));

        assertThat(error(proposer.propose(command("a", 10)))).isEqualTo(EtcdError.CONTEXT_DEADLINE_EXCEEDED);
        assertThat(member.failures()).isEqualTo(1);
        assertThat(proposer.pending()).isZero();
    }

    @Test
    void what_is_under_way_is_bounded_and_makes_room_when_it_ends() throws Exception {
        Proposer proposer = member.proposer(new Proposer.Limits(1 << 20, 3000, 20_000));
        CompletableFuture<Outcome> first = proposer.propose(command("a", 1000));
        assertThat(error(proposer.propose(command("b", 1000)))).isEqualTo(EtcdError.TOO_MANY_REQUESTS);
        member.lead();
        ended(first);

        for (int i = 0; i < 20; i++) {
            assertThat(ended(proposer.propose(command("c", 1000))).answer(Message.class))
                    .isNotNull();
        }
    }

    @Test
    void commands_of_one_turn_are_taken_up_at_its_end_by_one_task() throws Exception {
        member.lead();
        List<Runnable> endOfTurn = new ArrayList<>();
        Proposer proposer = member.proposer(WIDE, endOfTurn::add);

        CompletableFuture<Outcome> first = proposer.propose(command("a", 10));
        CompletableFuture<Outcome> second = proposer.propose(command("b", 10));
        assertThat(endOfTurn).hasSize(2);
        assertThat(new HashSet<>(endOfTurn)).hasSize(1);
        endOfTurn.get(0).run();
        assertThat(ended(first).answer(PutResponse.class).getHeader().getRevision())
                .isEqualTo(2);
        assertThat(ended(second).answer(PutResponse.class).getHeader().getRevision())
                .isEqualTo(3);
    }

    @Test
    void what_belongs_to_a_term_is_refused_in_every_other() throws Exception {
        Proposer proposer = member.proposer(WIDE);
        assertThat(error(proposer.proposeInTerm(1, command("a", 1)))).isEqualTo(EtcdError.NOT_LEADER);
        member.lead();
        ended(proposer.propose(command("a", 1)));
        long term = member.node.status().term();

        assertThat(error(proposer.proposeInTerm(term - 1, command("b", 1)))).isEqualTo(EtcdError.NOT_LEADER);
        assertThat(ended(proposer.proposeInTerm(term, command("b", 1))).answer(Message.class))
                .isNotNull();
    }

    @Test
    void after_the_end_of_the_member_everything_is_refused() throws Exception {
        Proposer proposer = member.proposer(WIDE);
        member.node.close();

        assertThat(error(proposer.propose(command("a", 1)))).isEqualTo(EtcdError.STOPPED);
        assertThat(proposer.pending()).isZero();
    }

    @Test
    void many_at_once_are_all_answered_with_revisions_of_their_own() throws Exception {
        member.lead();
        Proposer proposer = member.proposer(WIDE);
        List<CompletableFuture<Outcome>> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.add(proposer.propose(command("k" + i, 5)));
        }
        HashSet<Long> revisions = new HashSet<>();
        for (CompletableFuture<Outcome> each : all) {
            revisions.add(ended(each).answer(PutResponse.class).getHeader().getRevision());
        }

        assertThat(revisions).hasSize(300);
    }

    private static InternalRaftRequest.Builder command(String key, int valueBytes) {
        return InternalRaftRequest.newBuilder().setPut(put(key, "v".repeat(valueBytes)));
    }

    private static Outcome ended(CompletableFuture<Outcome> proposed) throws Exception {
        return proposed.get(20, TimeUnit.SECONDS);
    }

    static EtcdError error(CompletableFuture<?> refused) throws Exception {
        try {
            refused.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof Refusal refusal) {
                return refusal.error();
            }
            throw failure;
        }
        throw new AssertionError("not refused");
    }
}
