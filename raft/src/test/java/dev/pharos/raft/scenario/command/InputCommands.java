package dev.pharos.raft.scenario.command;

import dev.pharos.raft.codec.MembershipChangeCodec;
import dev.pharos.raft.core.ProposalOutcome;
import dev.pharos.raft.core.ProposalOutcome.Appended;
import dev.pharos.raft.core.ProposalOutcome.Forwarded;
import dev.pharos.raft.core.ProposalOutcome.Refused;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Proposal;
import dev.pharos.raft.model.RoleName;
import dev.pharos.raft.scenario.stage.Member;
import dev.pharos.raft.scenario.stage.ScenarioFault;
import dev.pharos.raft.scenario.stage.Stage;
import dev.pharos.raft.scenario.stage.Transcript;
import java.util.Map;

/** What the core is asked and told from above. */
final class InputCommands {
    private InputCommands() {}

    static void addTo(Map<String, Command> commands) {
        commands.put("tick", InputCommands::tick);
        commands.put("campaign", InputCommands::campaign);
        commands.put("elect", InputCommands::elect);
        commands.put("propose", InputCommands::propose);
        commands.put("change", InputCommands::change);
        commands.put("read", InputCommands::read);
        commands.put("transfer", InputCommands::transfer);
        commands.put("unreachable", InputCommands::unreachable);
        commands.put("snapshot-status", InputCommands::snapshotStatus);
    }

    /** {@code tick MEMBERS [TIMES]}. */
    private static void tick(Stage stage, Arguments arguments, Transcript out) {
        int times = arguments.count(1, 1);
        for (Member member : Members.named(arguments.word(0), stage)) {
            for (int i = 0; i < times; i++) {
                member.core().tick();
            }
        }
    }

    /** {@code campaign MEMBER}. */
    private static void campaign(Stage stage, Arguments arguments, Transcript out) {
        stage.member(arguments.number(0)).core().campaign();
    }

    /** {@code elect MEMBER}: a campaign that nobody needs to read. */
    private static void elect(Stage stage, Arguments arguments, Transcript out) {
        Member member = stage.member(arguments.number(0));
        member.core().campaign();
        out.mutedWhile(() -> stage.settle(stage.members(), out));
        if (member.core().status().role() != RoleName.LEADER) {
            throw new ScenarioFault("it was not elected");
        }
        ViewCommands.describe(member, out);
    }

    /** {@code propose MEMBER WORD ...}. */
    private static void propose(Stage stage, Arguments arguments, Transcript out) {
        Member member = stage.member(arguments.number(0));
        for (String word : arguments.from(1)) {
            propose(member, Proposal.command(Payload.utf8(word)), out);
        }
    }

    /** {@code change MEMBER STEP ... [joint=implicit|explicit]} or {@code change MEMBER leave-joint}. */
    private static void change(Stage stage, Arguments arguments, Transcript out) {
        MembershipChange change = ChangeWords.parse(arguments.from(1), arguments.option("joint"));
        propose(stage.member(arguments.number(0)), MembershipChangeCodec.propose(change), out);
    }

    private static void propose(Member member, Proposal proposal, Transcript out) {
        out.line(member.id() + " " + describe(member.core().propose(proposal)));
    }

    private static String describe(ProposalOutcome outcome) {
        if (outcome instanceof Appended appended) {
            return "appended " + appended.id();
        }
        if (outcome instanceof Forwarded forwarded) {
            return "forwarded to " + forwarded.leader();
        }
        return "refused: " + ((Refused) outcome).reason();
    }

    /** {@code read MEMBER NAME ...}. */
    private static void read(Stage stage, Arguments arguments, Transcript out) {
        Member member = stage.member(arguments.number(0));
        for (String name : arguments.from(1)) {
            member.core()
                    .readIndex(Payload.utf8(name))
                    .ifPresent(refusal -> out.line(member.id() + " refused: " + refusal));
        }
    }

    /** {@code transfer MEMBER TARGET}: the wish is uttered at the member. */
    private static void transfer(Stage stage, Arguments arguments, Transcript out) {
        stage.member(arguments.number(0)).core().transferLeadership(arguments.number(1));
    }

    /** {@code unreachable MEMBER PEER}. */
    private static void unreachable(Stage stage, Arguments arguments, Transcript out) {
        stage.member(arguments.number(0)).core().unreachable(arguments.number(1));
    }

    /** {@code snapshot-status MEMBER RECEIVER delivered|failed}. */
    private static void snapshotStatus(Stage stage, Arguments arguments, Transcript out) {
        Member member = stage.member(arguments.number(0));
        switch (arguments.word(2)) {
            case "delivered" -> member.core().snapshotDelivered(arguments.number(1));
            case "failed" -> member.core().snapshotFailed(arguments.number(1));
            default -> throw new ScenarioFault("a snapshot is delivered or failed");
        }
    }
}
