package dev.pharos.etcdctl.lease;

import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.text.GoNumbers;
import java.util.List;

/** The arguments of commands on leases. */
final class LeaseWords {
    private LeaseWords() {}

    /**
     * The only word, a lease.
     *
     * @throws Exit if it is none, with {@code needed} if it is not the only one
     */
    static long onlyLease(List<String> words, String needed) {
        if (words.size() != 1) {
            throw Exit.badArguments(needed);
        }
        try {
            return GoNumbers.parseInt(words.get(0), 16);
        } catch (IllegalArgumentException wrong) {
            throw Exit.badArguments("bad lease ID arg (" + wrong.getMessage() + "), expecting ID in Hex");
        }
    }

    /** @throws Exit if it is no number */
    static long seconds(String word) {
        try {
            return GoNumbers.parseInt(word, 10);
        } catch (IllegalArgumentException wrong) {
            throw Exit.badArguments("bad TTL (" + wrong.getMessage() + ")");
        }
    }
}
