package dev.pharos.raft.scenario.command;

import dev.pharos.raft.model.RaftOptions;
import dev.pharos.raft.model.RaftOptions.Flow;
import dev.pharos.raft.model.RaftOptions.PreVote;
import dev.pharos.raft.model.RaftOptions.Reads;
import dev.pharos.raft.model.RaftOptions.Timing;
import dev.pharos.raft.model.ReadMode;
import java.util.Locale;

/** The numbers of a group as options of the command that makes it; what is not named is the default. */
final class GroupOptions {
    private GroupOptions() {}

    static RaftOptions from(Arguments arguments) {
        RaftOptions defaults = RaftOptions.defaults();
        return defaults.with(timing(arguments, defaults.timing()))
                .with(flow(arguments, defaults.flow()))
                .with(reads(arguments, defaults.reads()));
    }

    private static Timing timing(Arguments arguments, Timing defaults) {
        PreVote preVote = arguments
                .option("pre-vote")
                .map(word -> PreVote.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(defaults.preVote());
        return new Timing(
                (int) arguments.option("election", defaults.electionTicks()),
                (int) arguments.option("heartbeat", defaults.heartbeatTicks()),
                preVote);
    }

    private static Flow flow(Arguments arguments, Flow defaults) {
        return new Flow(
                arguments.option("message-bytes", defaults.maxMessageBytes()),
                (int) arguments.option("inflight", defaults.maxInflightMessages()),
                arguments.option("inflight-bytes", defaults.maxInflightBytes()),
                arguments.option("uncommitted-bytes", defaults.maxUncommittedBytes()),
                arguments.option("applying-bytes", defaults.maxApplyingBytes()),
                arguments.option("unapplied-bytes", defaults.maxUnappliedBytes()));
    }

    private static Reads reads(Arguments arguments, Reads defaults) {
        ReadMode mode = arguments
                .option("reads")
                .map(word -> ReadMode.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(defaults.mode());
        return new Reads(mode, (int) arguments.option("margin", defaults.leaseMarginTicks()), (int)
                arguments.option("pending-reads", defaults.maxPending()));
    }
}
