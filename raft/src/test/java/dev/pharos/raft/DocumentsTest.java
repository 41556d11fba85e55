package dev.pharos.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents of all modules point to is there. */
final class DocumentsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path SCENARIOS = Path.of("src", "test", "resources", "scenarios");

    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
    private static final Pattern CITATION = Pattern.compile("(?i)\\bscenarios? +(\\d+(?:(?:, | and | to )\\d+)*)");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    @Test
    void every_link_leads_to_a_file_and_a_heading() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path document : documents()) {
            for (String link : found(LINK, prose(document))) {
                links++;
                if (!link.contains("://") && !leadsSomewhere(document, link)) {
                    broken.add(ROOT.relativize(document) + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(links).isPositive();
    }

    @Test
    void every_scenario_cited_exists() throws IOException {
        Set<Integer> existing = scenarioNumbers();
        List<String> missing = new ArrayList<>();
        int cited = 0;
        for (Path document : documents()) {
            String text = prose(document).replaceAll("\\s+", " ");
            for (String citation : found(CITATION, text)) {
                cited++;
                NUMBER.matcher(citation)
                        .results()
                        .map(number -> Integer.valueOf(number.group()))
                        .filter(number -> !existing.contains(number))
                        .forEach(number -> missing.add(ROOT.relativize(document) + ": scenario " + number));
            }
        }
        assertThat(missing).isEmpty();
        assertThat(cited).isPositive();
    }

    private static List<Path> documents() throws IOException {
        Set<Path> documents = new TreeSet<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("CHANGELOG.md")));
        documents.addAll(markdownBelow(ROOT.resolve("docs"), Integer.MAX_VALUE));
        documents.addAll(markdownBelow(ROOT.resolve(".github"), 1));
        try (Stream<Path> modules = Files.list(ROOT)) {
            modules.map(module -> module.resolve("README.md"))
                    .filter(Files::isRegularFile)
                    .forEach(documents::add);
        }
        return List.copyOf(documents);
    }

    private static List<Path> markdownBelow(Path folder, int depth) throws IOException {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }

    private static boolean leadsSomewhere(Path document, String link) throws IOException {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? document : document.resolveSibling(file).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        boolean anywhere = hash < 0 || !target.toString().endsWith(".md");
        return anywhere || anchors(target).contains(link.substring(hash + 1));
    }

    /** As GitHub makes them of headings: without punctuation, in lower case, with hyphens for spaces. */
    private static Set<String> anchors(Path document) throws IOException {
        return found(HEADING, prose(document)).stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String prose(Path document) throws IOException {
        return FENCED.matcher(Files.readString(document)).replaceAll("");
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1)).toList();
    }

    private static Set<Integer> scenarioNumbers() throws IOException {
        try (Stream<Path> files = Files.list(SCENARIOS)) {
            return files.map(file -> NUMBER.matcher(file.getFileName().toString()))
                    .filter(Matcher::lookingAt)
                    .map(number -> Integer.valueOf(number.group()))
                    .collect(Collectors.toSet());
        }
    }
}
