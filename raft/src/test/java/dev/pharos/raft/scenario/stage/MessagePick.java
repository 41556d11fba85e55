package dev.pharos.raft.scenario.stage;

import dev.pharos.raft.model.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * Which messages a command means: ways ({@code 1->2}, {@code ->2}, {@code 1->}) and kinds ({@code
 * APPEND}). A message is meant if it takes one of the ways and is of one of the kinds; without ways or
 * without kinds, any.
 */
public final class MessagePick {
    private final List<String> ways = new ArrayList<>();
    private final List<String> kinds = new ArrayList<>();

    public MessagePick(List<String> words) {
        for (String word : words) {
            (word.contains("->") ? ways : kinds).add(word);
        }
    }

    boolean means(Message message) {
        return (ways.isEmpty() || ways.stream().anyMatch(way -> matches(way, message)))
                && (kinds.isEmpty() || kinds.contains(MessageText.kind(message)));
    }

    private static boolean matches(String way, Message message) {
        String[] ends = way.split("->", -1);
        return matches(ends[0], message.from()) && matches(ends[1], message.to());
    }

    private static boolean matches(String end, long member) {
        return end.isEmpty() || Long.parseLong(end) == member;
    }
}
