package dev.pharos.testkit.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Java sources under one directory. Nothing is cached: a rule reads what is there. */
record SourceTree(Path root) {
    static final String PACKAGE_INFO = "package-info.java";

    /** The main sources of the module in whose directory the test runs. */
    static SourceTree ofRunningModule() {
        // Surefire names the module's directory; IDEs start tests in it.
        Path module = Path.of(System.getProperty("basedir", ""));
        Path sources = module.resolve("src/main/java").toAbsolutePath();
        if (!Files.isDirectory(sources)) {
            throw new IllegalStateException("no main sources at " + sources);
        }
        return new SourceTree(sources);
    }

    /** Every Java file, relative to the root, in a fixed order. */
    List<Path> files() {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(file -> file.toString().endsWith(".java"))
                    .map(root::relativize)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(Path file) {
        try {
            return Files.readString(root.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(Path file) {
        return Files.isRegularFile(root.resolve(file));
    }
}
