package dev.pharos.testkit.architecture;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The packages of one module, bottom-up, each with those it may use. A package may name only packages
 * that stand before it, so a map that can be written down has no cycle. Immutable.
 *
 * <p>Names are relative to the root package, which itself is {@link #ENTRANCE}.
 */
public final class PackageMap {
    /** The name of the root package, where a module keeps its entrance if it has one. */
    public static final String ENTRANCE = "";

    private final String root;
    private final Map<String, Set<String>> uses;

    private PackageMap(String root, Map<String, Set<String>> uses) {
        this.root = root;
        this.uses = Collections.unmodifiableMap(uses);
    }

    /** An empty map of the module whose packages all begin with {@code root}. */
    public static PackageMap of(String root) {
        return new PackageMap(root, Map.of());
    }

    /**
     * This map with one package more on top.
     *
     * @throws IllegalArgumentException if the package is there already, or one of its uses is not yet
     */
    public PackageMap allow(String name, String... mayUse) {
        if (uses.containsKey(name)) {
            throw new IllegalArgumentException("package '" + name + "' is in the map twice");
        }
        for (String used : mayUse) {
            if (!uses.containsKey(used)) {
                throw new IllegalArgumentException("'" + name + "' uses '" + used + "', which is not below it");
            }
        }
        Map<String, Set<String>> grown = new LinkedHashMap<>(uses);
        grown.put(name, Set.of(mayUse));
        return new PackageMap(root, grown);
    }

    String root() {
        return root;
    }

    Set<String> names() {
        return uses.keySet();
    }

    boolean knows(String name) {
        return uses.containsKey(name);
    }

    boolean allows(String name, String used) {
        return name.equals(used) || uses.getOrDefault(name, Set.of()).contains(used);
    }

    /** Whether a package with this full name belongs to the module. */
    boolean covers(String packageName) {
        return packageName.equals(root) || packageName.startsWith(root + ".");
    }

    /** The name in this map of a package that it {@linkplain #covers covers}. */
    String nameOf(String packageName) {
        return packageName.equals(root) ? ENTRANCE : packageName.substring(root.length() + 1);
    }

    String fullName(String name) {
        return name.isEmpty() ? root : root + "." + name;
    }
}
