package dev.pharos.raft.scenario.command;

import dev.pharos.raft.model.Message;
import dev.pharos.raft.scenario.stage.Member;
import dev.pharos.raft.scenario.stage.MessagePick;
import dev.pharos.raft.scenario.stage.MessageText;
import dev.pharos.raft.scenario.stage.ScenarioFault;
import dev.pharos.raft.scenario.stage.Stage;
import dev.pharos.raft.scenario.stage.Transcript;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What happens to messages between their sender and their receiver. A pick is that of {@link MessagePick}. */
final class NetworkCommands {
    private static final String REVERSED = "reversed";

    private NetworkCommands() {}

    static void addTo(Map<String, Command> commands) {
        commands.put("deliver", NetworkCommands::deliver);
        commands.put("drop", NetworkCommands::drop);
        commands.put("duplicate", NetworkCommands::duplicate);
        commands.put("hold", NetworkCommands::hold);
        commands.put("release", NetworkCommands::release);
        commands.put("partition", NetworkCommands::partition);
        commands.put("cut", NetworkCommands::cut);
        commands.put("heal", NetworkCommands::heal);
    }

    /** {@code deliver PICK [first=COUNT] [reversed]}: the receivers hear it and do nothing yet. */
    private static void deliver(Stage stage, Arguments arguments, Transcript out) {
        List<Message> arriving = take(stage, arguments);
        if (arguments.has(REVERSED)) {
            Collections.reverse(arriving);
        }
        arriving.forEach(message -> stage.arrive(message, out));
    }

    /** {@code drop PICK [first=COUNT]}. */
    private static void drop(Stage stage, Arguments arguments, Transcript out) {
        take(stage, arguments).forEach(message -> out.line("dropped " + MessageText.of(message)));
    }

    private static List<Message> take(Stage stage, Arguments arguments) {
        long most = arguments.option("first", Integer.MAX_VALUE);
        List<Message> taken = stage.network().take(pick(arguments), most);
        if (taken.isEmpty()) {
            throw new ScenarioFault("nothing like that is in flight");
        }
        return new ArrayList<>(taken);
    }

    /** {@code duplicate PICK}. */
    private static void duplicate(Stage stage, Arguments arguments, Transcript out) {
        stage.network().duplicate(pick(arguments)).forEach(message -> out.line("twice " + MessageText.of(message)));
    }

    /** {@code hold PICK}: also what is sent from now on. */
    private static void hold(Stage stage, Arguments arguments, Transcript out) {
        stage.network().hold(pick(arguments));
    }

    /** {@code release}: ends every hold. */
    private static void release(Stage stage, Arguments arguments, Transcript out) {
        stage.network().release();
    }

    /** {@code partition MEMBERS / MEMBERS}: in both directions. */
    private static void partition(Stage stage, Arguments arguments, Transcript out) {
        List<Member> left = Members.named(arguments.word(0), stage);
        List<Member> right = Members.named(arguments.word(2), stage);
        for (Member one : left) {
            for (Member other : right) {
                stage.network().cut(one.id(), other.id());
                stage.network().cut(other.id(), one.id());
            }
        }
    }

    /** {@code cut FROM TO}: in this direction alone. */
    private static void cut(Stage stage, Arguments arguments, Transcript out) {
        for (Member from : Members.named(arguments.word(0), stage)) {
            for (Member to : Members.named(arguments.word(1), stage)) {
                stage.network().cut(from.id(), to.id());
            }
        }
    }

    /** {@code heal}: no link is cut any more. */
    private static void heal(Stage stage, Arguments arguments, Transcript out) {
        stage.network().heal();
    }

    private static MessagePick pick(Arguments arguments) {
        return new MessagePick(arguments.words().stream()
                .filter(word -> !word.equals(REVERSED))
                .toList());
    }
}
