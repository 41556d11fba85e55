package dev.pharos.testkit.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Packages and their uses are those of the {@link PackageMap}, neither more nor fewer packages. */
final class AllowedUses implements Rule {
    @Override
    public String claim() {
        return "each package is in the map and uses only what the map allows it";
    }

    @Override
    public List<String> violations(ModuleUnderTest module) {
        PackageMap map = module.map();
        Set<String> present = module.ownClasses()
                .map(type -> map.nameOf(type.getPackageName()))
                .collect(Collectors.toCollection(TreeSet::new));

        List<String> found = new ArrayList<>();
        for (String name : present) {
            if (!map.knows(name)) {
                found.add(map.fullName(name) + " is not in the map");
            }
        }
        for (String name : map.names()) {
            if (!present.contains(name)) {
                found.add(map.fullName(name) + " is in the map but holds no class");
            }
        }
        module.ownClasses()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> forbids(map, dependency))
                .map(Dependency::getDescription)
                .forEach(found::add);
        return found;
    }

    private static boolean forbids(PackageMap map, Dependency dependency) {
        String from = map.nameOf(dependency.getOriginClass().getPackageName());
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        return map.knows(from)
                && map.covers(target.getPackageName())
                && !map.allows(from, map.nameOf(target.getPackageName()));
    }
}
