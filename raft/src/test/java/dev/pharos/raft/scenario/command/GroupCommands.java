package dev.pharos.raft.scenario.command;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.HardState;
import dev.pharos.raft.model.MemberSet;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.RaftOptions;
import dev.pharos.raft.scenario.stage.Member;
import dev.pharos.raft.scenario.stage.MemberSetup;
import dev.pharos.raft.scenario.stage.Stage;
import dev.pharos.raft.scenario.stage.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who is on the stage, what they bring along, and when they fall and rise. */
final class GroupCommands {
    private GroupCommands() {}

    static void addTo(Map<String, Command> commands) {
        commands.put("members", GroupCommands::members);
        commands.put("log", GroupCommands::log);
        commands.put("timeout", GroupCommands::timeout);
        commands.put("crash", GroupCommands::crash);
        commands.put("tear", GroupCommands::tear);
        commands.put("restart", GroupCommands::restart);
    }

    /** {@code members voters=1,2,3 [learners=4] [spares=5] [timeouts=10,12,14] [option=value ...]}. */
    private static void members(Stage stage, Arguments arguments, Transcript out) {
        RaftOptions options = GroupOptions.from(arguments);
        MemberSet voters = MemberSet.of(arguments.numbers("voters"));
        MemberSet learners = MemberSet.of(arguments.numbers("learners"));
        MemberSet spares = MemberSet.of(arguments.numbers("spares"));
        Membership founding = Membership.of(voters, learners);
        long[] timeouts = arguments.numbers("timeouts");
        MemberSet everybody = voters.union(learners).union(spares);
        for (int i = 0; i < everybody.size(); i++) {
            long id = everybody.get(i);
            int timeout =
                    i < timeouts.length ? (int) timeouts[i] : options.timing().electionTicks();
            stage.add(new MemberSetup(id, options, founding, timeout));
        }
    }

    /** {@code log MEMBER [TERM ...] [term=T] [vote=V] [commit=C]}: one entry for each term given. */
    private static void log(Stage stage, Arguments arguments, Transcript out) {
        List<Entry> entries = new ArrayList<>();
        long term = 0;
        for (String word : arguments.from(1)) {
            term = Long.parseLong(word);
            entries.add(new Entry(EntryType.NORMAL, term, entries.size() + 1L, Payload.EMPTY));
        }
        HardState hardState = new HardState(
                arguments.option("term", term), arguments.option("vote", 0), arguments.option("commit", 0));
        stage.member(arguments.number(0)).preset(entries, hardState);
    }

    /** {@code timeout MEMBER TICKS}: what the next draws come out as; the present timeout stays. */
    private static void timeout(Stage stage, Arguments arguments, Transcript out) {
        stage.member(arguments.number(0)).setTimeout((int) arguments.number(1));
    }

    /** {@code crash MEMBERS}. */
    private static void crash(Stage stage, Arguments arguments, Transcript out) {
        Members.named(arguments.word(0), stage).forEach(Member::crash);
    }

    /** {@code tear MEMBER}: it falls while its oldest write is under way, of which the hard state is lost. */
    private static void tear(Stage stage, Arguments arguments, Transcript out) {
        stage.member(arguments.number(0)).tear();
    }

    /** {@code restart MEMBERS}. */
    private static void restart(Stage stage, Arguments arguments, Transcript out) {
        for (Member member : Members.named(arguments.word(0), stage)) {
            member.crash();
            member.start();
            ViewCommands.describe(member, out);
        }
    }
}
