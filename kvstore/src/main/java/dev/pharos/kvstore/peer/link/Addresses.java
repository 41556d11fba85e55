package dev.pharos.kvstore.peer.link;

import java.util.List;
import java.util.Optional;

/** The addresses of a member, tried in turn. Thread-safe. */
final class Addresses {
    private List<PeerUrl> urls = List.of();
    private int next;

    synchronized void replace(List<PeerUrl> newUrls) {
        if (!urls.equals(newUrls)) {
            urls = List.copyOf(newUrls);
            next = 0;
        }
    }

    synchronized Optional<PeerUrl> current() {
        return urls.isEmpty() ? Optional.empty() : Optional.of(urls.get(next));
    }

    /** Turns to the next address, unless somebody else has done so already. */
    synchronized void failed(PeerUrl url) {
        if (!urls.isEmpty() && urls.get(next).equals(url)) {
            next = (next + 1) % urls.size();
        }
    }
}
