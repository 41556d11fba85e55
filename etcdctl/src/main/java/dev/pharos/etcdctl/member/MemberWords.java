package dev.pharos.etcdctl.member;

import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.text.GoNumbers;
import java.util.List;

/** The arguments of commands on members. */
final class MemberWords {
    private MemberWords() {}

    /**
     * The only word, a member.
     *
     * @throws Exit if it is none, with {@code needed} if it is not the only one
     */
    static long onlyMember(List<String> words, String needed) {
        if (words.size() != 1) {
            throw Exit.badArguments(needed);
        }
        try {
            return GoNumbers.parseUint(words.get(0), 16);
        } catch (IllegalArgumentException wrong) {
            throw Exit.badArguments("bad member ID arg (" + wrong.getMessage() + "), expecting ID in Hex");
        }
    }
}
