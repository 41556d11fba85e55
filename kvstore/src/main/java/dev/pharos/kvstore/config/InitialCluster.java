package dev.pharos.kvstore.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The first members of a cluster, their addresses by name. */
public record InitialCluster(SortedMap<String, List<ServerUrl>> members) {
    public InitialCluster {
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    }

    /**
     * Reads {@code name=url,name=url}; a name with several addresses stands there several times.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static InitialCluster parse(String text) {
        Map<String, List<String>> urls = new TreeMap<>();
        for (String each : text.split(",", -1)) {
            if (!each.isBlank()) {
                int equals = each.indexOf('=');
                String name = equals < 0 ? each : each.substring(0, equals);
                String url = equals < 0 ? "" : each.substring(equals + 1);
                if (url.isEmpty()) {
                    throw new IllegalArgumentException("empty URL given for \"" + name.strip() + "\"");
                }
                urls.computeIfAbsent(name.strip(), any -> new ArrayList<>()).add(url);
            }
        }
        SortedMap<String, List<ServerUrl>> members = new TreeMap<>();
        urls.forEach((name, list) -> members.put(name, List.copyOf(ServerUrl.parseList(String.join(",", list)))));
        return new InitialCluster(members);
    }

    /** What is wrong with this as the view of the member of that name and those addresses, if anything. */
    public Optional<String> contradiction(String name, List<ServerUrl> advertised) {
        List<ServerUrl> own = members.get(name);
        if (own == null) {
            return Optional.of("couldn't find local name \"" + name + "\" in the initial cluster configuration");
        }
        List<String> here = own.stream().map(ServerUrl::toString).sorted().toList();
        List<String> there =
                advertised.stream().map(ServerUrl::toString).sorted().toList();
        List<String> unannounced =
                here.stream().filter(url -> !there.contains(url)).toList();
        if (!unannounced.isEmpty()) {
            return Optional.of("--initial-cluster has " + named(name, unannounced)
                    + " but missing from --initial-advertise-peer-urls=" + String.join(",", there)
                    + " (resolved urls: \"" + String.join(",", there) + "\" != \"" + String.join(",", here) + "\")");
        }
        List<String> unlisted =
                there.stream().filter(url -> !here.contains(url)).toList();
        return unlisted.isEmpty()
                ? Optional.empty()
                : Optional.of("--initial-advertise-peer-urls has " + String.join(",", unlisted)
                        + " but missing from --initial-cluster=" + named(name, there));
    }

    private static String named(String name, List<String> urls) {
        return String.join(",", urls.stream().map(url -> name + "=" + url).toList());
    }
}
