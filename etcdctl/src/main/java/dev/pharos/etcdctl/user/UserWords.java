package dev.pharos.etcdctl.user;

import dev.pharos.etcdctl.run.Exit;
import java.util.List;

/** The arguments of commands on users and roles. */
final class UserWords {
    private UserWords() {}

    /** @throws Exit with {@code needed} unless there are exactly so many */
    static List<String> exactly(int count, List<String> words, String needed) {
        if (words.size() != count) {
            throw Exit.badArguments(needed);
        }
        return words;
    }
}
