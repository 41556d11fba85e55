package dev.pharos.kvstore.peer;

import dev.pharos.kvstore.peer.link.LinkParts;
import dev.pharos.kvstore.peer.link.PeerLink;
import dev.pharos.kvstore.peer.link.PeerUrl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who is a member, and the link to each. Thread-safe; nothing here waits. */
final class Roster {
    /** Members that know us and that we do not know yet: as many as may join in one go, and some more. */
    private static final int MAX_STRANGERS = 16;

    private final LinkParts parts;
    private volatile Known known = new Known(Map.of(), Map.of(), Set.of());
    private boolean closed;

    /**
     * What is known at a time.
     *
     * @param strangers who reached us and is no member as far as we know
     */
    private record Known(Map<Long, PeerLink> members, Map<Long, PeerLink> strangers, Set<Long> removed) {
        Known {
            members = Map.copyOf(members);
            strangers = Map.copyOf(strangers);
            removed = Set.copyOf(removed);
        }
    }

    Roster(LinkParts parts) {
        this.parts = parts;
    }

    Optional<PeerLink> member(long id) {
        return Optional.ofNullable(known.members().get(id));
    }

    /** Somebody to send to: a member, or who at least said where it is. */
    @Nullable
    PeerLink receiver(long id) {
        Known now = known;
        PeerLink member = now.members().get(id);
        return member == null ? now.strangers().get(id) : member;
    }

    boolean isRemoved(long id) {
        return known.removed().contains(id);
    }

    synchronized void set(Map<Long, List<String>> addresses, Set<Long> removed) {
        if (closed) {
            return;
        }
        Known before = known;
        Map<Long, PeerLink> links = new HashMap<>();
        addresses.forEach((id, urls) -> {
            if (id != parts.self().id()) {
                links.put(id, link(id, before.members().get(id), usable(id, urls)));
            }
        });
        Map<Long, PeerLink> strangers = new HashMap<>(before.strangers());
        strangers.keySet().removeAll(links.keySet());
        strangers.keySet().removeAll(removed);
        known = new Known(links, strangers, removed);
        endMissing(before.members(), links);
        endMissing(before.strangers(), strangers);
    }

    private PeerLink link(long id, @Nullable PeerLink former, List<PeerUrl> urls) {
        if (former == null) {
            return PeerLink.open(parts, id, urls);
        }
        former.retarget(urls);
        return former;
    }

    private static void endMissing(Map<Long, PeerLink> before, Map<Long, PeerLink> after) {
        before.forEach((id, link) -> {
            if (!after.containsKey(id)) {
                link.end();
            }
        });
    }

    private List<PeerUrl> usable(long id, List<String> texts) {
        List<PeerUrl> urls = new ArrayList<>();
        for (String text : texts) {
            try {
                urls.add(PeerUrl.parse(text));
            } catch (IllegalArgumentException unusable) {
                // The member may have another address; without any its link says that it has none.
                parts.events().unusableAddress(id, String.valueOf(unusable.getMessage()));
            }
        }
        return urls;
    }

    /** Remembers where somebody is whom we may have to answer before we learn that it is a member. */
    synchronized void meet(long id, List<String> texts) {
        Known before = known;
        boolean news = !before.members().containsKey(id)
                && !before.strangers().containsKey(id)
                && !before.removed().contains(id)
                && id != parts.self().id();
        if (closed || !news || texts.isEmpty() || before.strangers().size() >= MAX_STRANGERS) {
            return;
        }
        List<PeerUrl> urls = usable(id, texts);
        if (!urls.isEmpty()) {
            Map<Long, PeerLink> strangers = new HashMap<>(before.strangers());
            strangers.put(id, PeerLink.postingOnly(parts, id, urls));
            known = new Known(before.members(), strangers, before.removed());
        }
    }

    void each(Consumer<PeerLink> action) {
        Known now = known;
        now.members().values().forEach(action);
        now.strangers().values().forEach(action);
    }

    synchronized void close() {
        closed = true;
        each(PeerLink::cut);
        known = new Known(Map.of(), Map.of(), known.removed());
    }
}
