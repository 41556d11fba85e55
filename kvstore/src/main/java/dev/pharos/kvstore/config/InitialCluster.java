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

    /** Says why two lists of addresses do not lead to the same places; nothing if they do. */
    @FunctionalInterface
    public interface Comparison {
        Optional<String> difference(List<String> some, List<String> others) throws InterruptedException;
    }

    /** What is wrong with this as the view of the member of that name, if anything. */
    public Optional<String> contradiction(String name) {
        return members.containsKey(name)
                ? Optional.empty()
                : Optional.of("couldn't find local name \"" + name + "\" in the initial cluster configuration");
    }

    /** The same, when others are told these addresses of it. */
    public Optional<String> contradiction(String name, List<ServerUrl> advertised, Comparison comparison)
            throws InterruptedException {
        List<ServerUrl> own = members.get(name);
        if (own == null) {
            return contradiction(name);
        }
        List<String> here = texts(own);
        List<String> there = texts(advertised);
        return comparison.difference(there, here).map(why -> difference(name, here, there, why));
    }

    private static String difference(String name, List<String> here, List<String> there, String why) {
        List<String> unannounced =
                here.stream().filter(url -> !there.contains(url)).toList();
        if (!unannounced.isEmpty()) {
            return "--initial-cluster has " + named(name, unannounced)
                    + " but missing from --initial-advertise-peer-urls=" + String.join(",", there) + " (" + why + ")";
        }
        List<String> unlisted =
                there.stream().filter(url -> !here.contains(url)).toList();
        return unlisted.isEmpty()
                ? "failed to resolve " + String.join(",", there) + " to match --initial-cluster=" + named(name, there)
                        + " (" + why + ")"
                : "--initial-advertise-peer-urls has " + String.join(",", unlisted)
                        + " but missing from --initial-cluster=" + named(name, there);
    }

    private static List<String> texts(List<ServerUrl> urls) {
        return urls.stream().map(ServerUrl::toString).sorted().toList();
    }

    private static String named(String name, List<String> urls) {
        return String.join(",", urls.stream().map(url -> name + "=" + url).toList());
    }
}
