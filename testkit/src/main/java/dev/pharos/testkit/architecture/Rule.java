package dev.pharos.testkit.architecture;

import java.util.List;

/** One thing that must be true of a module. */
interface Rule {
    /** The rule as a sentence without its full stop. */
    String claim();

    /** One line for each place where the claim is false; empty if it holds. */
    List<String> violations(ModuleUnderTest module);
}
