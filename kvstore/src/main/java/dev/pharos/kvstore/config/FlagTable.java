package dev.pharos.kvstore.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All flags there are, in the order of the help. */
final class FlagTable {
    /** Two flags of long ago that still say what a member should be; they are judged, not ignored. */
    static final String PROXY = "proxy";

    static final String DEBUG = "debug";

    private final List<FlagGroup> groups = List.of(
            MemberFlags.member(),
            MemberFlags.raft(),
            MemberFlags.clustering(),
            MemberFlags.discovery(),
            ServiceFlags.service(),
            ServiceFlags.storage(),
            SecurityFlags.client(),
            SecurityFlags.peer(),
            SecurityFlags.common(),
            ServiceFlags.diagnostics(),
            ServiceFlags.checks());
    private final Map<String, Flag> current = new LinkedHashMap<>();
    private final Map<String, FormerFlag> former = new LinkedHashMap<>();
    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    FlagTable() {
        for (FlagGroup group : groups) {
            for (Flag flag : group.flags()) {
                current.put(flag.name(), flag);
                kinds.put(flag.name(), flag.kind());
            }
        }
        List<FormerFlag> old = new ArrayList<>(FormerFlag.renamed());
        old.addAll(FormerFlag.gates());
        old.addAll(FormerFlag.idle());
        old.addAll(FormerFlag.ignored());
        for (FormerFlag flag : old) {
            former.put(flag.name(), flag);
            kinds.put(flag.name(), flag.kind());
        }
        kinds.put(PROXY, Kind.TEXT);
        kinds.put(DEBUG, Kind.BOOL);
    }

    List<FlagGroup> groups() {
        return groups;
    }

    Map<String, Flag> current() {
        return current;
    }

    Map<String, FormerFlag> former() {
        return former;
    }

    /** The grammar of a flag of any age. */
    Optional<Kind> kind(String name) {
        return Optional.ofNullable(kinds.get(name));
    }

    Iterable<String> names() {
        return kinds.keySet();
    }
}
