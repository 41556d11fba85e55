package dev.pharos.testkit.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.util.List;

/** Packages depend on each other in one direction only. */
final class NoCycles implements Rule {
    /** Above every module's root, so that a root package is a slice like any other. */
    private static final String SLICES = "dev.pharos.(**)";

    @Override
    public String claim() {
        return "packages form no cycle";
    }

    @Override
    public List<String> violations(ModuleUnderTest module) {
        return slices().matching(SLICES)
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .evaluate(module.classes())
                .getFailureReport()
                .getDetails();
    }
}
