package dev.pharos.testkit.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.stream.Stream;

/** What the rules look at: the module's map, its compiled main classes and its main sources. */
record ModuleUnderTest(PackageMap map, JavaClasses classes, SourceTree sources) {
    /** The module that the running test belongs to. */
    static ModuleUnderTest around(PackageMap map) {
        JavaClasses main = new ClassFileImporter()
                .withImportOption(location -> !location.contains("/test-classes/"))
                .importPackages(map.root());
        return new ModuleUnderTest(map, main, SourceTree.ofRunningModule());
    }

    /** Every class of the module, without the synthetic ones that carry package annotations. */
    Stream<JavaClass> ownClasses() {
        return classes.stream()
                .filter(type -> map.covers(type.getPackageName()))
                .filter(type -> !type.getSimpleName().equals("package-info"));
    }
}
