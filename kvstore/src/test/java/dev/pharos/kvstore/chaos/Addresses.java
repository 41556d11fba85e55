package dev.pharos.kvstore.chaos;

import java.util.HashSet;
import java.util.Set;

/** Where the only member is said to be found by others, which changes one by one. Any thread. */
final class Addresses {
    private final Set<String> possible = new HashSet<>();
    private int asked;

    Addresses(String first) {
        possible.add(first);
    }

    /** One that was never asked for before. */
    synchronized String next() {
        asked++;
        String url = "http://127.0.0.1:" + asked;
        possible.add(url);
        return url;
    }

    /** It is there, and whatever was asked for before it has been or will never be. */
    synchronized void confirm(String url) {
        possible.clear();
        possible.add(url);
    }

    synchronized boolean mayBe(String url) {
        return possible.contains(url);
    }

    @Override
    public synchronized String toString() {
        return possible.toString();
    }
}
