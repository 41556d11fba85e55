package dev.pharos.raft.scenario.command;

import dev.pharos.raft.core.RaftStatus;
import dev.pharos.raft.log.Journal;
import dev.pharos.raft.scenario.stage.EntryText;
import dev.pharos.raft.scenario.stage.Member;
import dev.pharos.raft.scenario.stage.MessageText;
import dev.pharos.raft.scenario.stage.Stage;
import dev.pharos.raft.scenario.stage.Transcript;
import java.util.Map;

/** What only looks. */
final class ViewCommands {
    private ViewCommands() {}

    static void addTo(Map<String, Command> commands) {
        commands.put("status", ViewCommands::status);
        commands.put("progress", ViewCommands::progress);
        commands.put("log-of", ViewCommands::logOf);
        commands.put("state-of", ViewCommands::stateOf);
        commands.put("in-flight", ViewCommands::inFlight);
    }

    /** {@code status MEMBERS}. */
    private static void status(Stage stage, Arguments arguments, Transcript out) {
        Members.named(arguments.word(0), stage).forEach(member -> describe(member, out));
    }

    /** {@code disk} is how far the member's own disk vouches for its log. */
    static void describe(Member member, Transcript out) {
        RaftStatus status = member.core().status();
        String ballot = " term=" + status.term() + " vote=" + status.vote() + " leader=" + status.leader();
        String log = " commit=" + status.committed() + " applied=" + status.applied() + " disk="
                + member.core().journal().ledger().persistedIndex() + " last=" + status.last();
        out.line(member.id() + " " + status.role() + ballot + log + " " + status.membership());
    }

    /** {@code progress MEMBER}: a leader's view of the others. */
    private static void progress(Stage stage, Arguments arguments, Transcript out) {
        RaftStatus.Peers peers = stage.member(arguments.number(0)).core().peers();
        peers.peers()
                .forEach(peer -> out.line(
                        peer.member() + " " + peer.mode() + " match=" + peer.match() + " next=" + peer.next()));
        if (peers.transferTarget() != 0) {
            out.line("handing over to " + peers.transferTarget());
        }
    }

    /** {@code log-of MEMBERS}. */
    private static void logOf(Stage stage, Arguments arguments, Transcript out) {
        for (Member member : Members.named(arguments.word(0), stage)) {
            Journal journal = member.core().journal();
            String base = journal.base().index() == 0 ? "" : "behind " + journal.base() + ": ";
            out.line(member.id() + " holds " + base
                    + EntryText.of(journal.from(journal.base().index() + 1, Long.MAX_VALUE)));
        }
    }

    /** {@code state-of MEMBERS}: what their state machines hold. */
    private static void stateOf(Stage stage, Arguments arguments, Transcript out) {
        for (Member member : Members.named(arguments.word(0), stage)) {
            out.line(member.id() + " applied " + member.register().applied() + " \""
                    + member.register().words() + "\"");
        }
    }

    /** {@code in-flight}. */
    private static void inFlight(Stage stage, Arguments arguments, Transcript out) {
        stage.network().inFlight().forEach(message -> out.line(MessageText.of(message)));
    }
}
