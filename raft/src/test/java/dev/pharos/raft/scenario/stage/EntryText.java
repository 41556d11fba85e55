package dev.pharos.raft.scenario.stage;

import dev.pharos.raft.codec.MembershipChangeCodec;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.Transition;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How entries look on the page: {@code 2/3 "x"}, the position before the content. */
public final class EntryText {
    private EntryText() {}

    public static String of(List<Entry> entries) {
        return entries.stream().map(EntryText::of).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String of(Entry entry) {
        if (entry.changesMembership()) {
            return entry.id() + " {" + change(MembershipChangeCodec.decode(entry)) + "}";
        }
        return entry.data().isEmpty() ? entry.id().toString() : entry.id() + " " + entry.data();
    }

    private static String change(MembershipChange change) {
        if (change.leavesJoint()) {
            return "leave joint";
        }
        String steps = change.steps().stream().map(Object::toString).collect(Collectors.joining(", "));
        return change.transition() == Transition.AUTO
                ? steps
                : steps + " "
                        + change.transition().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
