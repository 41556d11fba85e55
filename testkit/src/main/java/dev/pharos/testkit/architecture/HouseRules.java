package dev.pharos.testkit.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The architecture rules of one module, checked together: no package cycles, no use outside the {@link
 * PackageMap}, no empty names, a full package-info everywhere, and on request purity of some packages and
 * fair sizes. Immutable; each call returns new rules.
 *
 * <pre>{@code
 * HouseRules.of(PackageMap.of("dev.pharos.example").allow("model").allow("core", "model"))
 *         .pure("model", "core")
 *         .fairShares()
 *         .check();
 * }</pre>
 */
public final class HouseRules {
    private final PackageMap map;
    private final Set<String> pure;
    private final Set<String> trusted;
    private final List<Rule> rules;

    private HouseRules(PackageMap map, Set<String> pure, Set<String> trusted, List<Rule> rules) {
        this.map = map;
        this.pure = Set.copyOf(pure);
        this.trusted = Set.copyOf(trusted);
        this.rules = List.copyOf(rules);
    }

    /** The rules that hold for every module. */
    public static HouseRules of(PackageMap map) {
        return new HouseRules(
                map,
                Set.of(),
                Set.of(),
                List.of(new NoCycles(), new AllowedUses(), new TellingNames(), new PackagePages()));
    }

    /** Also: these packages of the map compute only, and use only each other and trusted packages. */
    public HouseRules pure(String... packages) {
        return new HouseRules(map, union(pure, packages), trusted, rules);
    }

    /** These packages may be used by pure ones though they are not pure, for instance to name a thread. */
    public HouseRules trusted(String... packages) {
        return new HouseRules(map, pure, union(trusted, packages), rules);
    }

    /** Also: no source file holds more than a tenth of the module. Of use from about thirty files on. */
    public HouseRules fairShares() {
        List<Rule> more = new ArrayList<>(rules);
        more.add(new FairShares());
        return new HouseRules(map, pure, trusted, more);
    }

    /**
     * Checks the module that the calling test belongs to.
     *
     * @throws AssertionError naming every broken rule and every place that breaks it
     */
    public void check() {
        check(ModuleUnderTest.around(map));
    }

    void check(ModuleUnderTest module) {
        if (module.ownClasses().findAny().isEmpty()) {
            throw new AssertionError("no class found under " + map.root());
        }
        List<Rule> all = new ArrayList<>(rules);
        all.add(new Purity(pure, trusted));

        StringBuilder report = new StringBuilder();
        for (Rule rule : all) {
            List<String> violations = rule.violations(module);
            if (!violations.isEmpty()) {
                report.append("\n\nBroken rule: ").append(rule.claim()).append('.');
                violations.forEach(violation -> report.append("\n  ").append(violation));
            }
        }
        if (!report.isEmpty()) {
            throw new AssertionError("The house rules of " + map.root() + " are broken." + report);
        }
    }

    private static Set<String> union(Set<String> names, String... more) {
        Set<String> all = new TreeSet<>(names);
        all.addAll(List.of(more));
        return all;
    }
}
