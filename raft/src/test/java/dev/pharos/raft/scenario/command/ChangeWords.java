package dev.pharos.raft.scenario.command;

import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.Step;
import dev.pharos.raft.model.MembershipChange.StepKind;
import dev.pharos.raft.model.MembershipChange.Transition;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.scenario.stage.ScenarioFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A membership change in words: {@code add-voter 4 remove 1}, or {@code leave-joint}. */
final class ChangeWords {
    private ChangeWords() {}

    static MembershipChange parse(List<String> words, Optional<String> joint) {
        if (words.equals(List.of("leave-joint"))) {
            return MembershipChange.LEAVE_JOINT;
        }
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i + 1 < words.size(); i += 2) {
            StepKind kind =
                    StepKind.valueOf(words.get(i).toUpperCase(Locale.ROOT).replace('-', '_'));
            steps.add(new Step(kind, Long.parseLong(words.get(i + 1))));
        }
        Transition transition = joint.map(ChangeWords::transition).orElse(Transition.AUTO);
        return new MembershipChange(transition, steps, Payload.EMPTY);
    }

    private static Transition transition(String word) {
        return switch (word) {
            case "implicit" -> Transition.JOINT_IMPLICIT;
            case "explicit" -> Transition.JOINT_EXPLICIT;
            default -> throw new ScenarioFault("a joint configuration ends implicit or explicit");
        };
    }
}
