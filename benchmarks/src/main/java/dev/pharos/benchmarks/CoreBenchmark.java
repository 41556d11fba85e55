package dev.pharos.benchmarks;

import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Proposal;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From proposal to commit on all three members of a group in memory, on one thread: the time that the
 * protocol itself takes, for all members together, of one batch of proposals.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class CoreBenchmark {
    private static final Proposal PROPOSAL = Proposal.command(Payload.wrap(new byte[256]));

    @Param({"1", "64"})
    int batch;

    private final ArrayDeque<Message> network = new ArrayDeque<>();
    private MemoryMember[] members = {};

    @Setup
    public void elect() {
        members = MemoryMember.group(network);
    }

    @Benchmark
    public long proposeToCommit() {
        for (int i = 0; i < batch; i++) {
            members[0].core().propose(PROPOSAL);
        }
        members[0].settle();
        MemoryMember.deliver(members, network);
        return members[2].core().journal().applied();
    }
}
