package dev.pharos.raft.scenario.command;

import dev.pharos.raft.scenario.stage.Member;
import dev.pharos.raft.scenario.stage.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Which members a word means: {@code all} that are up, or ids with commas between them. */
final class Members {
    private Members() {}

    static List<Member> named(String word, Stage stage) {
        List<Member> members = new ArrayList<>();
        if (word.equals("all")) {
            stage.members().stream().filter(Member::isUp).forEach(members::add);
        } else {
            for (String id : word.split(",", -1)) {
                members.add(stage.member(Long.parseLong(id)));
            }
        }
        return members;
    }

    /** Everybody, if no word says otherwise. */
    static Collection<Member> named(List<String> words, Stage stage) {
        if (words.isEmpty()) {
            return stage.members();
        }
        List<Member> members = new ArrayList<>();
        words.forEach(word -> members.addAll(named(word, stage)));
        return members;
    }
}
