package dev.pharos.testkit.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Pure packages compute: the same inputs in the same order give the same outputs. They reach no thread,
 * clock, process, file, socket or hidden source of chance, and use no package that might, unless it is
 * trusted by name.
 */
record Purity(Set<String> pure, Set<String> trusted) implements Rule {
    private static final Set<String> LIBRARIES = Set.of(
            "java.lang",
            "java.lang.annotation",
            "java.nio.charset",
            "java.util",
            "java.util.function",
            "java.util.random",
            "java.util.stream",
            "org.jspecify.annotations");

    private static final Set<String> IMPURE_TYPES = Set.of(
            "java.lang.InheritableThreadLocal",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.ProcessHandle",
            "java.lang.Runtime",
            "java.lang.Thread",
            "java.lang.ThreadGroup",
            "java.lang.ThreadLocal",
            "java.util.Calendar",
            "java.util.Date",
            "java.util.Scanner",
            "java.util.ServiceLoader",
            "java.util.Timer",
            "java.util.TimerTask");

    /** Members of otherwise pure types, as ArchUnit spells them, without the closing bracket. */
    private static final List<String> IMPURE_MEMBERS = List.of(
            "java.lang.Math.random(",
            "java.lang.StrictMath.random(",
            "java.util.Collections.shuffle(java.util.List)",
            "java.util.Random.<init>()",
            "java.util.SplittableRandom.<init>()",
            "java.util.UUID.randomUUID(",
            "java.util.random.RandomGenerator.getDefault(",
            "java.util.random.RandomGenerator.of(");

    @Override
    public String claim() {
        return "pure packages touch no thread, clock, input, output or hidden randomness";
    }

    @Override
    public List<String> violations(ModuleUnderTest module) {
        return Stream.of(strayTypes(module), strayMembers(module), vanished(module))
                .flatMap(found -> found)
                .toList();
    }

    private Stream<String> strayTypes(ModuleUnderTest module) {
        return pureClasses(module)
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency ->
                        !permits(module.map(), dependency.getTargetClass().getBaseComponentType()))
                .map(Dependency::getDescription);
    }

    private Stream<String> strayMembers(ModuleUnderTest module) {
        return pureClasses(module)
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(access -> isImpure(access))
                .map(JavaAccess::getDescription);
    }

    private Stream<String> vanished(ModuleUnderTest module) {
        return Stream.concat(pure.stream(), trusted.stream())
                .filter(name -> !module.map().knows(name))
                .map(name -> "'" + name + "' is called pure or trusted but is not in the map");
    }

    private Stream<JavaClass> pureClasses(ModuleUnderTest module) {
        return module.ownClasses().filter(type -> pure.contains(module.map().nameOf(type.getPackageName())));
    }

    private boolean permits(PackageMap map, JavaClass target) {
        if (target.isPrimitive()) {
            return true;
        }
        String home = target.getPackageName();
        if (map.covers(home)) {
            return pure.contains(map.nameOf(home)) || trusted.contains(map.nameOf(home));
        }
        return LIBRARIES.contains(home) && !IMPURE_TYPES.contains(outermost(target));
    }

    private static boolean isImpure(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        if (owner.equals("java.lang.System")) {
            // The rest of System is the clock, the console and the machine.
            return !access.getName().equals("arraycopy");
        }
        return IMPURE_MEMBERS.stream().anyMatch(access.getTarget().getFullName()::startsWith);
    }

    private static String outermost(JavaClass type) {
        String name = type.getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }
}
