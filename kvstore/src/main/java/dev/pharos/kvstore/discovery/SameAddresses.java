package dev.pharos.kvstore.discovery;

import dev.pharos.kvstore.config.ServerUrl;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Whether two lists of addresses lead to the same places, one of them perhaps by names and the other by numbers.
 * Name servers are asked only where the texts differ. A name that is not known is asked for again until the time
 * is up, which begins with this object; then every further one gets one try. One thread.
 */
public final class SameAddresses {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String LOCALHOST = "localhost";

    private final HostLookup hosts;
    private final long deadlineNanos;
    private final Map<String, String> resolved = new HashMap<>();

    /** @param patience with names that are not known, for all comparisons together */
    public SameAddresses(HostLookup hosts, Duration patience) {
        this.hosts = hosts;
        this.deadlineNanos = System.nanoTime() + patience.toNanos();
    }

    /** A place cannot be found. */
    private static final class Unresolved extends Exception {
        private static final long serialVersionUID = 1L;

        Unresolved(String text) {
            super(text);
        }
    }

    /** Why they do not, in the words of etcd; empty if they do. */
    public Optional<String> difference(List<String> some, List<String> others) throws InterruptedException {
        if (some.size() != others.size()) {
            return Optional.of("len(" + quoted(some) + ") != len(" + quoted(others) + ")");
        }
        List<String> here = some.stream().sorted().toList();
        List<String> there = others.stream().sorted().toList();
        if (here.equals(there)) {
            return Optional.empty();
        }
        try {
            List<String> places = resolve(here);
            List<String> otherPlaces = resolve(there);
            return places.equals(otherPlaces) ? Optional.empty() : Optional.of(firstDifference(here, there));
        } catch (Unresolved reason) {
            return Optional.ofNullable(reason.getMessage());
        }
    }

    /** As etcd shows it, for which localhost is a place of its own. */
    private String firstDifference(List<String> some, List<String> others) throws Unresolved, InterruptedException {
        List<String> here = shown(some);
        List<String> there = shown(others);
        int place = 0;
        while (place < here.size() - 1 && here.get(place).equals(there.get(place))) {
            place++;
        }
        return "resolved urls: \"" + here.get(place) + "\" != \"" + there.get(place) + "\"";
    }

    private List<String> shown(List<String> urls) throws Unresolved, InterruptedException {
        List<String> shown = new ArrayList<>();
        for (String url : urls) {
            shown.add(
                    parse(url).host().equals(LOCALHOST)
                            ? url
                            : resolve(List.of(url)).get(0));
        }
        Collections.sort(shown);
        return shown;
    }

    private static String quoted(List<String> urls) {
        return urls.stream().map(url -> "\"" + url + "\"").collect(Collectors.joining(" ", "[", "]"));
    }

    private List<String> resolve(List<String> urls) throws Unresolved, InterruptedException {
        List<String> found = new ArrayList<>();
        for (String url : urls) {
            String known = resolved.get(url);
            if (known == null) {
                known = resolve(url);
                resolved.put(url, known);
            }
            found.add(known);
        }
        Collections.sort(found);
        return found;
    }

    private String resolve(String text) throws Unresolved, InterruptedException {
        ServerUrl url = parse(text);
        if (url.isUnix()) {
            return text;
        }
        while (true) {
            try {
                return numbered(url, hosts.address(url.host()));
            } catch (UnknownHostException unknown) {
                if (System.nanoTime() - deadlineNanos >= 0) {
                    throw new Unresolved(
                            "failed to resolve \"" + text + "\" (lookup " + url.host() + ": no such host)");
                }
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }

    private static ServerUrl parse(String text) throws Unresolved {
        try {
            return ServerUrl.parseList(text).get(0);
        } catch (IllegalArgumentException malformed) {
            throw new Unresolved("failed to parse string to URL: \"" + text + "\"");
        }
    }

    private static String numbered(ServerUrl url, InetAddress address) {
        String number = address.getHostAddress();
        String host = number.indexOf(':') < 0 ? number : "[" + number + "]";
        return url.scheme().label() + "://" + host
                + url.place().substring(url.place().lastIndexOf(':'));
    }
}
