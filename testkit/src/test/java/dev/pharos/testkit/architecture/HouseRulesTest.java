package dev.pharos.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule is shown to fail on classes or sources planted to break it, and to let a tidy module pass. */
class HouseRulesTest {
    private static final String PLANTED = "dev.pharos.testkit.architecture.planted.";

    private static final PackageMap TIDY =
            PackageMap.of(PLANTED + "tidy").allow("low").allow("high", "low");

    private static final String PAGE = """
            /**
             * <b>What lives here.</b> Words.
             *
             * <p><b>Where it stands.</b> At the
             * bottom.
             *
             * <p><b>Thread.</b> Any.
             *
             * <p>A paragraph of its own is welcome.
             *
             * <p><b>May use.</b> Nothing.
             */
            package low;
            """;

    @TempDir
    private Path sources;

    @Test
    void a_tidy_module_passes() throws IOException {
        write("low/package-info.java", PAGE);
        write("low/Word.java", "package low;");

        assertThatCode(() -> HouseRules.of(TIDY).pure("low", "high").check(module(TIDY)))
                .doesNotThrowAnyException();
    }

    @Test
    void a_module_without_classes_fails() {
        PackageMap mistyped = PackageMap.of(PLANTED + "tydi").allow("low");

        assertBroken(HouseRules.of(mistyped), mistyped).hasMessageContaining("no class found");
    }

    @Test
    void a_cycle_fails() {
        PackageMap map = PackageMap.of(PLANTED + "knot").allow("left").allow("right", "left");

        assertBroken(HouseRules.of(map), map)
                .hasMessageContaining("packages form no cycle")
                .hasMessageContaining("Cycle detected");
    }

    @Test
    void a_use_outside_the_map_fails() {
        PackageMap map = PackageMap.of(PLANTED + "stray")
                .allow("low")
                .allow("middle", "low")
                .allow("high", "middle");

        assertBroken(HouseRules.of(map), map)
                .hasMessageContaining("uses only what the map allows")
                .hasMessageContaining("stray.high.Top")
                .hasMessageContaining("stray.low.Bottom");
    }

    @Test
    void a_package_missing_in_the_map_fails() {
        PackageMap map = PackageMap.of(PLANTED + "stray").allow("low").allow("middle", "low");

        assertBroken(HouseRules.of(map), map).hasMessageContaining("stray.high is not in the map");
    }

    @Test
    void a_package_that_is_in_the_map_alone_fails() {
        PackageMap map = TIDY.allow("gone");

        assertBroken(HouseRules.of(map), map).hasMessageContaining("tidy.gone is in the map but holds no class");
    }

    @Test
    void an_impure_deed_in_a_pure_package_fails() {
        PackageMap map =
                PackageMap.of(PLANTED + "impure").allow("clock").allow("shell").allow("core", "clock", "shell");

        assertBroken(HouseRules.of(map).pure("core").trusted("clock"), map)
                .hasMessageContaining("pure packages touch no thread")
                .hasMessageContaining("java.lang.System.nanoTime()")
                .hasMessageContaining("java.lang.System.currentTimeMillis()")
                .hasMessageContaining("java.lang.Thread.<init>")
                .hasMessageContaining("java.lang.ProcessHandle$Info")
                .hasMessageContaining("java.util.concurrent.atomic.AtomicLong")
                .hasMessageContaining("java.nio.file.Path")
                .hasMessageContaining("java.util.Random.<init>()")
                .hasMessageContaining("java.util.UUID.randomUUID()")
                .hasMessageContaining("java.util.Collections.shuffle(java.util.List)")
                .hasMessageContaining("impure.shell.Shell")
                .hasMessageNotContaining("impure.clock.Clock");
    }

    @Test
    void a_pure_package_that_is_not_in_the_map_fails() {
        assertBroken(HouseRules.of(TIDY).pure("gone"), TIDY)
                .hasMessageContaining("'gone' is called pure or trusted but is not in the map");
    }

    @Test
    void an_empty_name_fails() {
        PackageMap map = PackageMap.of(PLANTED + "names").allow("util").allow(PackageMap.ENTRANCE);

        assertBroken(HouseRules.of(map), map)
                .hasMessageContaining("a name that fits anything")
                .hasMessageContaining("names.LeaseManager\n")
                .hasMessageContaining("names.LeaseManager$StoreImpl")
                .hasMessageContaining("names.util.Plain");
    }

    @Test
    void a_package_without_its_page_fails() throws IOException {
        write("low/Word.java", "package low;");

        assertBroken(HouseRules.of(TIDY), TIDY).hasMessageContaining("low/package-info.java is missing");
    }

    @Test
    void a_page_without_javadoc_fails() throws IOException {
        write("low/package-info.java", "package low;");

        assertBroken(HouseRules.of(TIDY), TIDY).hasMessageContaining("has no Javadoc");
    }

    @Test
    void a_page_that_leaves_out_a_question_fails() throws IOException {
        write("low/package-info.java", PAGE.replace("<p><b>Thread.</b> Any.", ""));

        assertBroken(HouseRules.of(TIDY), TIDY).hasMessageContaining("has no paragraph <b>Thread.</b> in its place");
    }

    @Test
    void a_page_in_another_order_fails() throws IOException {
        write(
                "low/package-info.java",
                PAGE.replace("Thread.", "x").replace("May use.", "Thread.").replace("x", "May use."));

        assertBroken(HouseRules.of(TIDY), TIDY).hasMessageContaining("has no paragraph <b>May use.</b> in its place");
    }

    @Test
    void a_page_with_a_bare_heading_fails() throws IOException {
        write("low/package-info.java", PAGE.replace("<b>Thread.</b> Any.", "<b>Thread.</b>"));

        assertBroken(HouseRules.of(TIDY), TIDY).hasMessageContaining("says nothing under <b>Thread.</b>");
    }

    @Test
    void a_file_above_a_tenth_of_the_module_fails_where_that_is_asked_for() throws IOException {
        write("low/package-info.java", PAGE);
        for (int i = 0; i < 10; i++) {
            write("low/Word" + i + ".java", "// line\n".repeat(14));
        }
        write("low/Epic.java", "// line\n".repeat(18));

        assertThatCode(() -> HouseRules.of(TIDY).check(module(TIDY))).doesNotThrowAnyException();
        assertBroken(HouseRules.of(TIDY).fairShares(), TIDY)
                .hasMessageContaining("low/Epic.java holds 18 of 171 lines")
                .hasMessageNotContaining("low/Word0.java");
    }

    private AbstractThrowableAssert<?, ?> assertBroken(HouseRules rules, PackageMap map) {
        return assertThatThrownBy(() -> rules.check(module(map))).isInstanceOf(AssertionError.class);
    }

    private ModuleUnderTest module(PackageMap map) {
        return new ModuleUnderTest(map, new ClassFileImporter().importPackages(map.root()), new SourceTree(sources));
    }

    private void write(String file, String text) throws IOException {
        Path target = sources.resolve(file);
        Files.createDirectories(target.getParent());
        Files.writeString(target, text);
    }
}
