package dev.pharos.testkit.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.regex.Pattern;

/** Names say what a thing is, not that it is some thing. */
final class TellingNames implements Rule {
    private static final Pattern EMPTY_WORD = Pattern.compile(".*(Impl|Manager|Helper|Utils?)");
    private static final Pattern EMPTY_PACKAGE =
            Pattern.compile("(.*\\.)?(impl|managers?|helpers?|utils?|common|misc)(\\..*)?");

    @Override
    public String claim() {
        return "no type or package hides behind a name that fits anything";
    }

    @Override
    public List<String> violations(ModuleUnderTest module) {
        return module.ownClasses()
                .filter(type -> isEmpty(module.map(), type))
                .map(JavaClass::getName)
                .sorted()
                .toList();
    }

    private static boolean isEmpty(PackageMap map, JavaClass type) {
        return EMPTY_WORD.matcher(type.getSimpleName()).matches()
                || EMPTY_PACKAGE.matcher(map.nameOf(type.getPackageName())).matches();
    }
}
