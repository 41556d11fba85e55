package dev.pharos.raft.scenario.command;

import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.scenario.stage.EntryText;
import dev.pharos.raft.scenario.stage.Member;
import dev.pharos.raft.scenario.stage.ScenarioFault;
import dev.pharos.raft.scenario.stage.Stage;
import dev.pharos.raft.scenario.stage.Transcript;
import java.util.Map;

/** What the threads of a node would do: take what is ready, write, apply, take snapshots. */
final class DutyCommands {
    private DutyCommands() {}

    static void addTo(Map<String, Command> commands) {
        commands.put("ready", DutyCommands::ready);
        commands.put("persist", DutyCommands::persist);
        commands.put("apply", DutyCommands::apply);
        commands.put("snapshot", DutyCommands::snapshot);
        commands.put("recall", DutyCommands::recall);
        commands.put("stabilize", DutyCommands::stabilize);
    }

    /** {@code ready MEMBERS}. */
    private static void ready(Stage stage, Arguments arguments, Transcript out) {
        for (Member member : Members.named(arguments.word(0), stage)) {
            if (!member.ready(out)) {
                out.line(member.id() + " ready: nothing");
            }
        }
    }

    /** {@code persist MEMBER [COUNT]}: the oldest writes; all of them if no count is given. */
    private static void persist(Stage stage, Arguments arguments, Transcript out) {
        Member member = stage.member(arguments.number(0));
        if (!member.hasWrites()) {
            throw new ScenarioFault("no write is under way");
        }
        int count = arguments.count(1, Integer.MAX_VALUE);
        for (int i = 0; i < count && member.hasWrites(); i++) {
            out.line(member.id() + " persisted " + member.persistNext().number());
        }
    }

    /** {@code apply MEMBER [COUNT]}: what was first handed to the state machine; all if no count is given. */
    private static void apply(Stage stage, Arguments arguments, Transcript out) {
        Member member = stage.member(arguments.number(0));
        if (!member.hasJobs()) {
            throw new ScenarioFault("nothing is to be applied");
        }
        int count = arguments.count(1, Integer.MAX_VALUE);
        for (int i = 0; i < count && member.hasJobs(); i++) {
            member.applyNext();
            out.line(member.id() + " applied " + member.register().applied() + ", "
                    + member.register().membership());
        }
    }

    /** {@code recall MEMBER [gone]}: reads what was first asked for, or finds that it is gone. */
    private static void recall(Stage stage, Arguments arguments, Transcript out) {
        Member member = stage.member(arguments.number(0));
        if (!member.hasRecalls()) {
            throw new ScenarioFault("nothing is to be read");
        }
        out.line(member.id() + " recalled " + EntryText.of(member.recallNext(arguments.has("gone"))));
    }

    /**
     * {@code snapshot MEMBER [keep=ENTRIES] [disk-from=INDEX]}: on disk, the log begins with the snapshot unless
     * an earlier index is given.
     */
    private static void snapshot(Stage stage, Arguments arguments, Transcript out) {
        Member member = stage.member(arguments.number(0));
        Snapshot taken =
                member.takeSnapshot(arguments.option("keep", 0), arguments.option("disk-from", Long.MAX_VALUE));
        out.line(member.id() + " snapshot " + taken.at() + " " + taken.data() + ", log starts behind "
                + member.core().journal().base());
    }

    /** {@code stabilize [MEMBERS ...] [quiet]}: among these alone, or everybody. */
    private static void stabilize(Stage stage, Arguments arguments, Transcript out) {
        var names =
                arguments.words().stream().filter(word -> !word.equals("quiet")).toList();
        Runnable settling = () -> stage.settle(Members.named(names, stage), out);
        if (arguments.has("quiet")) {
            out.mutedWhile(settling);
        } else {
            settling.run();
        }
    }
}
